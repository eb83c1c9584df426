package dev.coterie.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PublicMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The way back, with a crash or a silent hub at each of its steps.
final class HealingCrashTest {
  private final World world = new World();
  private final Faults faults = new Faults();

  @AfterEach
  void close() {
    world.close();
  }

  /// What goes wrong on bob's link at present.
  private static final class Faults {
    volatile boolean textsLost;
    volatile boolean handshakesLost;
    volatile boolean answersLost;
    volatile long deafAfter = Long.MAX_VALUE;
  }

  /// A link with those faults.
  private static final class Faulty extends Bent {
    private final Faults faults;

    Faulty(HubLink straight, Faults faults) {
      super(straight);
      this.faults = faults;
    }

    private static UnavailableException silent() {
      return new UnavailableException("hub", new IOException("made to be silent"));
    }

    @Override
    public AppendResult append(ApplicationAppend append) {
      if (faults.textsLost) {
        throw silent();
      }
      return super.append(append);
    }

    @Override
    public AppendResult append(HandshakeAppend append) {
      if (faults.handshakesLost) {
        throw silent();
      }
      AppendResult result = super.append(append);
      if (faults.answersLost) {
        throw silent();
      }
      return result;
    }

    @Override
    public LogPage readLog(HubGroupId group, long from, int maxBytes) {
      LogPage page = super.readLog(group, from, maxBytes);
      long end = faults.deafAfter;
      return new LogPage(
          page.records().stream().filter(record -> record.sequence() <= end).toList(),
          page.head(),
          page.standing());
    }

    @Override
    public LiveSession subscribe(Consumer<LiveEvent> listener) {
      return super.subscribe(
          event -> {
            if (!(event instanceof LiveEvent.Arrived(var record))
                || record.sequence() <= faults.deafAfter) {
              listener.accept(event);
            }
          });
    }
  }

  /// A group in which bob's rows are lost. Bob is off, and so are those named.
  private GroupId stranded(String... off) {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("before").await();
    world.awaitTexts(id, 1, "bob", "carol");
    for (String name : off) {
      stores.put(name, world.stop(name));
    }
    MemoryClientStore store = world.stop("bob");
    store.apply(new Batch().deleteAll(Table.MLS, GroupKeys.of(id)));
    world.open("bob", store, link -> new Faulty(link, faults));
    return id;
  }

  private final Map<String, MemoryClientStore> stores = new HashMap<>();

  private void on(String name) {
    world.open(name, requireNonNull(stores.get(name)), link -> link);
  }

  private List<LogRecord> log(GroupId id) {
    return world.link("alice").readLog(new HubGroupId(id.value()), 1, 1 << 24).records();
  }

  private long head(GroupId id) {
    return log(id).getLast().sequence();
  }

  private long entries(GroupId id) {
    return log(id).stream()
        .filter(record -> record.kind() == LogRecord.Kind.HANDSHAKE)
        .filter(record -> MlsMessage.CODEC.decode(record.payload()) instanceof PublicMessage)
        .count();
  }

  private long requests(GroupId id) {
    return log(id).stream()
        .filter(record -> record.kind() == LogRecord.Kind.APPLICATION)
        .filter(record -> record.payload().at(0) == 0 && record.payload().at(3) == 5)
        .count();
  }

  private boolean isEntering(GroupId id) {
    return !world.store("bob").scan(Table.ENTERING, GroupKeys.of(id), Bytes.EMPTY, 1).isEmpty();
  }

  private void assertBack(GroupId id) {
    world.told("bob", ClientEvent.Healed.class);
    World.eventually("bob works", () -> world.of("bob", id).status() == GroupStatus.ACTIVE);
    world.awaitAgreement(id, "alice", "bob", "carol");
    world.of("bob", id).text("back").await();
    world.awaitTexts(id, 2, "alice", "carol");
    assertThat(world.texts("carol", id)).containsExactly("before", "back");
    assertThat(isEntering(id)).isFalse();
  }

  @Test
  void beforeTheRequestIsInTheLog() {
    faults.textsLost = true;
    GroupId id = stranded();
    world.told("bob", ClientEvent.HealingBegan.class);
    World.eventually(
        "the request is durable",
        () -> world.store("bob").last(Table.HEALING, GroupKeys.of(id)).isPresent());
    world.crash("bob");
    world.crash("bob");
    faults.textsLost = false;
    assertBack(id);
    assertThat(entries(id)).isEqualTo(1);
  }

  @Test
  void whileNobodyHasAnsweredYet_theRequestStands() {
    GroupId id = stranded("alice", "carol");
    World.eventually("asked", () -> requests(id) == 1);
    world.crash("bob");
    on("alice");
    on("carol");
    assertBack(id);
    assertThat(requests(id)).isEqualTo(1);
    assertThat(entries(id)).isEqualTo(1);
  }

  @Test
  void withTheNewStateDurable_andTheCommitNotSent() {
    faults.handshakesLost = true;
    GroupId id = stranded();
    World.eventually("about to enter", () -> isEntering(id));
    world.crash("bob");
    faults.handshakesLost = false;
    assertBack(id);
    assertThat(entries(id)).isEqualTo(1);
    assertThat(requests(id)).isEqualTo(1);
  }

  @Test
  void withTheCommitSent_andItsAnswerLost() {
    faults.answersLost = true;
    faults.handshakesLost = true;
    GroupId id = stranded();
    World.eventually("about to enter", () -> isEntering(id));
    faults.deafAfter = head(id);
    faults.handshakesLost = false;
    world.told("alice", ClientEvent.MemberReturned.class);
    MemoryClientStore left = world.stop("bob");
    faults.deafAfter = Long.MAX_VALUE;
    faults.answersLost = false;
    world.open("bob", left, link -> new Faulty(link, faults));
    assertBack(id);
    assertThat(entries(id)).isEqualTo(1);
    assertThat(requests(id)).isEqualTo(1);
  }

  @Test
  void withAnotherCommitBeforeOurs_theRequestIsAnsweredAgain() {
    faults.handshakesLost = true;
    GroupId id = stranded();
    World.eventually("about to enter", () -> isEntering(id));
    world.of("carol", id).update();
    faults.handshakesLost = false;
    assertBack(id);
    assertThat(entries(id)).isEqualTo(1);
  }

  @Test
  void afterTheReturn_theOtherEndOfTheCrashIsAsGood() {
    GroupId id = stranded();
    world.told("bob", ClientEvent.Healed.class);
    world.crash("bob");
    assertBack(id);
    assertThat(entries(id)).isEqualTo(1);
  }

  @Test
  void hubThatWithholdsEveryAnswer_onlyDelaysTheReturn() {
    world.groupPatience(Duration.ofMillis(3));
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("before").await();
    world.awaitTexts(id, 1, "bob", "carol");
    MemoryClientStore store = world.stop("bob");
    store.apply(new Batch().deleteAll(Table.MLS, GroupKeys.of(id)));
    faults.deafAfter = head(id);
    world.open("bob", store, link -> new Faulty(link, faults));
    world.told("bob", ClientEvent.HealingFailed.class);
    assertThat(world.of("bob", id).status()).isEqualTo(GroupStatus.LOST);
    assertThat(requests(id)).isEqualTo(5);
    faults.deafAfter = Long.MAX_VALUE;
    world.crash("bob");
    assertBack(id);
  }

  /// Texts that waited when the rows were lost are sent, once, after the return.
  @Test
  void unsentTexts_surviveTheLossOfEverythingElse() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("before").await();
    world.awaitTexts(id, 1, "bob", "carol");
    MemoryClientStore muted = world.stop("bob");
    faults.textsLost = true;
    world.open("bob", muted, link -> new Faulty(link, faults));
    world.of("bob", id).text("first unsent");
    world.of("bob", id).text("second unsent");
    MemoryClientStore store = world.stop("bob");
    store.apply(
        new Batch().deleteAll(Table.MLS, GroupKeys.of(id)).deleteAll(Table.GBP, GroupKeys.of(id)));
    faults.textsLost = false;
    world.open("bob", store, link -> new Faulty(link, faults));
    world.told("bob", ClientEvent.Healed.class);
    world.awaitTexts(id, 3, "alice", "bob", "carol");
    assertThat(world.texts("carol", id)).containsExactly("before", "first unsent", "second unsent");
    World.eventually("confirmed", () -> world.client("bob").inspection().waiting(id) == 0);
    assertThat(world.texts("bob", id)).isEqualTo(world.texts("carol", id));
  }
}
