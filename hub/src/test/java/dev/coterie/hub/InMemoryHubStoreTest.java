package dev.coterie.hub;

import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.memory.InMemoryHubStore;

/// The store in memory keeps the contract.
final class InMemoryHubStoreTest extends HubStoreConformance {
  @Override
  HubStore open() {
    return new InMemoryHubStore(LIMITS);
  }
}
