/// Durable stores behind the ports of client and hub.
package dev.coterie.store;
