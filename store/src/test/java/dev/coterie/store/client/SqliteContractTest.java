package dev.coterie.store.client;

import dev.coterie.client.port.ClientStore;
import dev.coterie.client.testing.ClientStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// SQLite keeps the contract that the store in memory keeps.
final class SqliteContractTest extends ClientStoreContract {
  @TempDir private Path folder = Path.of("");

  @Override
  protected ClientStore openEmpty() {
    return SqliteClientStore.open(folder.resolve("alice.db"), Stores.passphrase("correct horse"));
  }
}
