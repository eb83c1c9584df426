package dev.coterie.client;

import dev.coterie.client.port.ClientStore;
import dev.coterie.client.testing.ClientStoreContract;
import dev.coterie.client.testing.MemoryClientStore;

/// The store that other tests stand on keeps the contract too.
final class MemoryClientStoreTest extends ClientStoreContract {
  @Override
  protected ClientStore openEmpty() {
    return new MemoryClientStore();
  }
}
