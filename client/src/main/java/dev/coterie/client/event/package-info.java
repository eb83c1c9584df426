/// What a client tells its application. Events are durable: each is written in the transaction that
/// made it true, has a number, and can be read again from any number on.
@NullMarked
package dev.coterie.client.event;

import org.jspecify.annotations.NullMarked;
