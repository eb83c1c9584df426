package dev.coterie.store.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.Group;
import dev.coterie.client.Inspection;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.event.Message;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.memory.InMemoryHub;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Stores that earlier versions wrote: alice's, of the days before there were calls, and of those
/// when members began to come back by themselves. A file stays here for ever; a change of what is
/// in a row adds one (see [#writesAStoreOfTheseDays]).
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

  /// Rows of key packages are of format 2 in it, those of the engine of format 3; a text waits for
  /// a hub, and counters of media keys are reserved.
  @Test
  void storeOfTheFirstReturns_opens_withAllThatWasInIt() throws IOException {
    var key = new Unlock.KeyFile(copied("with-returns.key"));
    try (var store = SqliteClientStore.open(copied("with-returns.db"), key)) {
      var seen = Inspection.of(store);
      GroupId club = seen.groups().getFirst();
      assertThat(seen.ownerName()).contains("alice");
      assertThat(seen.group(club).orElseThrow().name()).isEqualTo("book club");
      assertThat(seen.messages(club))
          .extracting(Message::text)
          .containsExactly("said before", "heard");
      assertThat(seen.waiting(club)).isOne();
      try (var group = seen.mls(club).orElseThrow()) {
        assertThat(group.memberCount()).isEqualTo(2);
        assertThat(group.epoch().value()).isEqualTo(2);
      }
      assertThat(store.scan(Table.MEDIA_RESERVATION, Bytes.EMPTY, Bytes.EMPTY, 10)).isNotEmpty();
      assertThat(store.scan(Table.KEY_PACKAGE, Bytes.EMPTY, Bytes.EMPTY, 100))
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row.value().at(0)).isEqualTo(2));
    }
    var again = SqliteClientStore.open(folder.resolve("with-returns.db"), key);
    try (var alice =
        Client.open(again, identity -> connect(hub(), identity), ClientOptions.named("alice"))) {
      assertThat(alice.createGroup("new club").text("on we go").await(PATIENCE)).isPositive();
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static InMemoryHub hub() {
    return new InMemoryHub(
        HubLimits.DEFAULT, InstantSource.system(), task -> Thread.ofVirtual().start(task));
  }

  private static HubLink connect(InMemoryHub hub, Identity identity) {
    return hub.connect(HubIdentity.of(identity.suite(), identity.keys().publicKey()));
  }

  @Test
  @EnabledIfSystemProperty(
      named = "coterie.writeState",
      matches = ".+",
      disabledReason = "writes a store of the present version, by hand")
  void writesAStoreOfTheseDays() {
    Path to = Path.of(System.getProperty("coterie.writeState"));
    var key = Unlock.KeyFile.create(to.resolve("with-returns.key"), RandomSource.system());
    InMemoryHub hub = hub();
    var mute = new AtomicBoolean();
    try (var bob =
            Client.open(
                new MemoryClientStore(),
                identity -> connect(hub, identity),
                ClientOptions.named("bob"));
        var alice =
            Client.open(
                SqliteClientStore.open(to.resolve("with-returns.db"), key),
                identity -> new Mute(connect(hub, identity), mute),
                ClientOptions.named("alice"))) {
      alice.contacts().pin("bob", bob.self().fingerprint());
      bob.contacts().pin("alice", alice.self().fingerprint());
      Group club = alice.createGroup("book club");
      World.eventually("bob can be invited", () -> invited(club));
      club.text("said before").await();
      club.update();
      Group hers = bob.group(club.id()).orElseThrow();
      try (var call = club.call(CallSettings.LIVE)) {
        assertThat(call.awaitReady(PATIENCE)).isTrue();
      }
      World.eventually("bob follows", () -> hers.epoch().equals(club.epoch()));
      hers.text("heard").await();
      World.eventually("alice hears", () -> alice.inspection().messages(club.id()).size() == 2);
      mute.set(true);
      club.text("not sent yet");
      assertThat(alice.inspection().waiting(club.id())).isOne();
    }
  }

  private static boolean invited(Group club) {
    try {
      club.invite("bob");
      return true;
    } catch (RefusedException _) {
      return false; // nothing published yet
    }
  }

  /// A link that takes no texts after a while.
  private static final class Mute extends Bent {
    private final AtomicBoolean mute;

    Mute(HubLink straight, AtomicBoolean mute) {
      super(straight);
      this.mute = mute;
    }

    @Override
    public AppendResult append(ApplicationAppend append) {
      if (mute.get()) {
        throw new UnavailableException("hub", new IOException("mute"));
      }
      return super.append(append);
    }
  }
}
