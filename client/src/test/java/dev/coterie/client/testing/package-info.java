/// What tests of this room and of those above share: a store in memory, the contract of all stores,
/// a hub in memory.
@NullMarked
package dev.coterie.client.testing;

import org.jspecify.annotations.NullMarked;
