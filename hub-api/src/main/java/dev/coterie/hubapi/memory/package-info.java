/// The contract in memory: the plain form of every rule, for tests and simulations. The same
/// conformance suite judges it and the durable store.
package dev.coterie.hubapi.memory;
