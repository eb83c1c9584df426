package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.Effect;
import dev.coterie.client.group.GroupEngine;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupLimits;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.Input;
import dev.coterie.client.group.Step;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Change;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.message.GroupId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every kind of message that stands in a log, changed by an octet, cut, or with an octet more:
/// refused by name, and nothing is different afterwards but that the record was read.
final class MutationTest {
  private static final int POSITIONS = 24;
  private static final Set<Table> READING = EnumSet.of(Table.GROUP, Table.LOG_HASH);
  private static final Set<Table> COUNTING =
      EnumSet.of(Table.GROUP, Table.LOG_HASH, Table.RETURN_REQUEST);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void changedRecords_areRefused_andChangeNothing() {
    world.with("alice", "bob", "carol", "dave");
    GroupId id = world.group("alice", "bob", "carol");
    MemoryClientStore bob = world.stop("bob");
    world.of("alice", id).text("a text").await();
    world.of("alice", id).update();
    world.of("carol", id).leave();
    World.eventually("carol has left", () -> world.of("alice", id).members().size() == 2);
    world.of("alice", id).invite("dave");
    world.of("alice", id).text("the last one").await();
    List<LogRecord> log =
        world.link("alice").readLog(new HubGroupId(id.value()), 2, 1 << 24).records();
    assertThat(log).hasSize(6);
    for (LogRecord record : log) {
      for (Bytes changed : changes(record.payload())) {
        refused(bob, id, record, changed, READING);
      }
      try (var taken = new Taken(bob, id)) {
        Step step = taken.read(record, record.payload());
        assertThat(tables(step)).isNotEqualTo(READING); // or the test would prove nothing
        bob.apply(step.batch());
      }
    }
    assertThat(Inspection.of(bob).messages(id)).hasSize(2);
  }

  /// What leads a member back: its request, the answer, its commit from outside. Carol reads along.
  /// Only the asker can open an answer, so a changed one may be counted as given, and nothing more.
  @Test
  void changedRecordsOfAReturn_areRefused_andChangeNothing() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("bob", id).text("before").await();
    world.awaitTexts(id, 1, "alice", "carol");
    MemoryClientStore carol = world.stop("carol");
    MemoryClientStore lost = world.stop("bob");
    lost.apply(new Batch().deleteAll(Table.MLS, GroupKeys.of(id)));
    world.open("bob", lost, link -> link);
    world.told("bob", ClientEvent.Healed.class);
    LogMark from = Inspection.of(carol).group(id).orElseThrow().mark();
    List<LogRecord> log =
        world
            .link("alice")
            .readLog(new HubGroupId(id.value()), from.sequence() + 1, 1 << 24)
            .records();
    assertThat(log).hasSizeGreaterThanOrEqualTo(3);
    for (LogRecord record : log) {
      boolean answer = ReturnAnswer.isMeant(record.payload());
      for (Bytes changed : changes(record.payload())) {
        refused(carol, id, record, changed, answer ? COUNTING : READING);
      }
      try (var taken = new Taken(carol, id)) {
        carol.apply(taken.read(record, record.payload()).batch());
      }
    }
    try (var taken = new Taken(carol, id)) {
      assertThat(taken.engine.row().status()).isEqualTo(GroupStatus.ACTIVE);
    }
    assertThat(Inspection.of(carol).authenticator(id).orElseThrow().authenticator())
        .isEqualTo(world.of("bob", id).epochAuthenticator());
  }

  private static List<Bytes> changes(Bytes payload) {
    var changes = new ArrayList<Bytes>();
    for (int i = 0; i < POSITIONS; i++) {
      byte[] octets = payload.toArray();
      octets[(int) ((long) i * (octets.length - 1) / (POSITIONS - 1))] ^= (byte) (1 << (i % 8));
      changes.add(Bytes.wrap(octets));
    }
    changes.add(payload.slice(0, payload.size() - 1));
    changes.add(payload.slice(0, payload.size() / 2));
    changes.add(Bytes.EMPTY);
    changes.add(Bytes.concat(payload, Bytes.of(0)));
    return changes;
  }

  private static void refused(
      MemoryClientStore store, GroupId id, LogRecord record, Bytes changed, Set<Table> allowed) {
    try (var taken = new Taken(store, id)) {
      Step step = taken.read(record, changed);
      assertThat(allowed).containsAll(tables(step));
      assertThat(step.effects())
          .allMatch(effect -> effect instanceof Effect.Tell(ClientEvent.RecordRefused _));
      assertThat(taken.engine.row().status()).isEqualTo(GroupStatus.ACTIVE);
    }
  }

  private static Set<Table> tables(Step step) {
    var tables = EnumSet.noneOf(Table.class);
    step.batch().changes().stream().map(Change::table).forEach(tables::add);
    return tables;
  }

  /// The group, taken up from a store for one step.
  private static final class Taken implements AutoCloseable {
    private final GroupEngine engine;

    Taken(MemoryClientStore store, GroupId id) {
      var identity = Profiles.stored(store).orElseThrow();
      var files = new GroupFiles(identity, store, RandomSource.system(), GroupLimits.RECOMMENDED);
      engine = files.restore(id).orElseThrow();
    }

    Step read(LogRecord record, Bytes payload) {
      LogRecord chained =
          LogRecord.after(
              engine.row().mark(),
              record.group(),
              record.kind(),
              record.sender(),
              record.messageId(),
              payload);
      return engine.handle(Instant.now(), new Input.Read(chained, Input.Reach.MORE));
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
