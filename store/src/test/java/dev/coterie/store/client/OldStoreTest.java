package dev.coterie.store.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.event.Message;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.memory.InMemoryHub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that an earlier version wrote: alice's, of the days before there were calls.
final class OldStoreTest {
  @TempDir private Path folder = Path.of("");

  private Path copied(String name) throws IOException {
    Path to = folder.resolve(name);
    try (InputStream from =
        Objects.requireNonNull(OldStoreTest.class.getResourceAsStream(name), name)) {
      Files.copy(from, to);
    }
    return to;
  }

  @Test
  void storeOfBeforeCalls_opens_andBeginsACall() throws IOException {
    var key = new Unlock.KeyFile(copied("before-calls.key"));
    var store = SqliteClientStore.open(copied("before-calls.db"), key);
    assertThat(store.scan(Table.MEDIA_RESERVATION, Bytes.EMPTY, Bytes.EMPTY, 10)).isEmpty();
    var hub =
        new InMemoryHub(
            HubLimits.DEFAULT, InstantSource.system(), task -> Thread.ofVirtual().start(task));
    try (var alice =
        Client.open(
            store,
            self -> hub.connect(HubIdentity.of(self.suite(), self.keys().publicKey())),
            ClientOptions.named("alice"))) {
      var group = alice.groups().getFirst();
      assertThat(group.name()).isEqualTo("book club");
      assertThat(group.epoch().value()).isEqualTo(2);
      assertThat(group.messages(0, 10))
          .extracting(Message::text)
          .containsExactly("said before there were calls", "heard");
      // This hub has never heard of that group; a call needs one that it knows.
      try (var call = alice.createGroup("new club").call(CallSettings.LIVE)) {
        assertThat(call.awaitReady(Duration.ofSeconds(20))).isTrue();
        assertThat(store.scan(Table.MEDIA_RESERVATION, Bytes.EMPTY, Bytes.EMPTY, 10)).hasSize(2);
      }
    }
  }
}
