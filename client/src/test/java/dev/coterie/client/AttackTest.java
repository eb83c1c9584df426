package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.contact.ContactRule;
import dev.coterie.client.contact.Standing;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HashChain;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.GroupId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Hubs and members that do what they must not be able to do.
final class AttackTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  /// A hub that rewrites what one reader sees of the logs.
  private static final class Rewriting extends Bent {
    private final UnaryOperator<LogPage> rewrite;

    Rewriting(HubLink straight, UnaryOperator<LogPage> rewrite) {
      super(straight);
      this.rewrite = rewrite;
    }

    @Override
    public LogPage readLog(HubGroupId group, long from, int maxBytes) {
      return rewrite.apply(super.readLog(group, from, maxBytes));
    }

    @Override
    public LiveSession subscribe(Consumer<LiveEvent> listener) {
      return super.subscribe(
          event -> {
            if (event instanceof LiveEvent.Arrived(var record)) {
              listener.accept(
                  new LiveEvent.HeadMoved(
                      record.group(), new LogHead(record.sequence(), record.hash(), 0)));
            } else {
              listener.accept(event);
            }
          });
    }
  }

  @Test
  void hubThatSwapsAKeyPackage_isCaughtByThePinnedFingerprint() {
    world.with("alice", "bob", "mallory");
    Fingerprint mallory = world.client("mallory").self().fingerprint();
    MemoryClientStore store = world.stop("alice");
    world.open(
        "alice",
        store,
        link ->
            new Bent(link) {
              @Override
              public Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int suite) {
                return super.claimKeyPackage(mallory, suite);
              }
            });
    Group group = world.client("alice").createGroup("club");
    assertThatThrownBy(() -> group.invite("bob"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(ContactRule.KEY_PACKAGE_OTHER_KEY));
    assertThat(group.members()).hasSize(1);
    assertThat(group.epoch().value()).isZero();
  }

  @Test
  void memberUnderAPinnedContactsName_showsAsImpostor() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob");
    // Carol's own client calls itself what carol likes; to bob, "carol" is pinned to another key.
    world.client("bob").contacts().forget("carol");
    world.client("bob").contacts().pin("carol", new Fingerprint(Bytes.wrap(new byte[32])));
    world.of("alice", id).invite("carol");
    World.eventually("bob sees three", () -> world.of("bob", id).members().size() == 3);
    assertThat(world.of("bob", id).members())
        .filteredOn(member -> member.person().claimed().equals("carol"))
        .extracting(Group.MemberView::standing)
        .containsExactly(Standing.IMPOSTOR);
  }

  @Test
  void garbageInTheLog_blocksNothing() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    HubLink mallory = linkOf("bob");
    HubGroupId group = new HubGroupId(id.value());
    for (int i = 0; i < 20; i++) {
      appendHandshake(mallory, group, RandomSource.system().bytes(100 + i));
      mallory.append(
          new ApplicationAppend(
              group, RandomSource.system().bytes(16), RandomSource.system().bytes(50)));
    }
    world.of("alice", id).update();
    world.of("alice", id).text("still here").await();
    world.awaitTexts(id, 1, "bob");
    assertThat(world.of("bob", id).epoch().value()).isEqualTo(2);
    assertThat(world.events("alice"))
        .filteredOn(ClientEvent.RecordRefused.class::isInstance)
        .hasSize(40);
  }

  @Test
  void messagesReplayedOrCutInTheLog_haveNoEffect() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("once").await();
    world.of("alice", id).update();
    world.of("alice", id).text("twice?").await();
    world.awaitTexts(id, 2, "bob", "carol");
    HubLink mallory = linkOf("carol");
    HubGroupId group = new HubGroupId(id.value());
    List<LogRecord> records = mallory.readLog(group, 2, 1 << 20).records();
    for (LogRecord record : records) {
      Bytes cut = record.payload().slice(0, record.payload().size() - 1);
      for (Bytes payload : List.of(record.payload(), cut, flipped(record.payload()))) {
        mallory.append(new ApplicationAppend(group, RandomSource.system().bytes(16), payload));
        appendHandshake(mallory, group, payload);
      }
    }
    world.of("bob", id).text("done").await();
    world.awaitTexts(id, 3, "alice", "bob", "carol");
    for (String name : List.of("alice", "bob", "carol")) {
      assertThat(world.texts(name, id)).containsExactly("once", "twice?", "done");
      assertThat(world.of(name, id).status()).isEqualTo(GroupStatus.ACTIVE);
      assertThat(world.of(name, id).epoch().value()).isEqualTo(2);
    }
    world.awaitAgreement(id, "alice", "bob", "carol");
  }

  private static Bytes flipped(Bytes octets) {
    byte[] copy = octets.toArray();
    copy[copy.length / 2] ^= 1;
    return Bytes.wrap(copy);
  }

  @Test
  void hubThatForksTheLog_isNoticedAtTheFirstCrossingMessage() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("alice", id).text("common").await();
    world.awaitTexts(id, 1, "bob");
    // Bob sees another record where alice's next text stands: a log of the hub's own making,
    // chained
    // as it should be.
    MemoryClientStore store = world.stop("bob");
    var fork = new Fork();
    world.open("bob", store, link -> new Rewriting(link, fork::page));
    world.of("alice", id).text("hidden from bob").await();
    world.of("alice", id).text("crossing").await();
    var event = world.told("bob", ClientEvent.ForkSuspected.class);
    assertThat(event.about()).isPresent();
    assertThat(world.texts("bob", id)).containsExactly("common");
    assertThatThrownBy(() -> world.of("bob", id).text("anybody?"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.FORK_SUSPECTED));
  }

  /// Replaces the first record after the third by noise and chains the rest behind it anew.
  private static final class Fork {
    private static final long AT = 3;
    private final List<LogRecord> shown = new ArrayList<>();
    private LogMark last = new LogMark(0, HashChain.genesis(new HubGroupId(Bytes.of(1))));

    synchronized LogPage page(LogPage page) {
      var records = new ArrayList<LogRecord>();
      for (LogRecord record : page.records()) {
        records.add(rewritten(record));
      }
      shown.addAll(records);
      return new LogPage(records, page.head(), page.standing());
    }

    private LogRecord rewritten(LogRecord record) {
      if (record.sequence() < AT) {
        last = record.mark();
        return record;
      }
      if (record.sequence() == AT) {
        last = new LogMark(AT - 1, record.previousHash());
      }
      Bytes payload = record.sequence() == AT ? flipped(record.payload()) : record.payload();
      LogRecord other =
          LogRecord.after(
              last, record.group(), record.kind(), record.sender(), record.messageId(), payload);
      last = other.mark();
      return other;
    }
  }

  @Test
  void hubThatBreaksTheChain_isNoticedAtOnce() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("bob");
    world.open("bob", store, link -> new Rewriting(link, AttackTest::leftOut));
    world.of("alice", id).text("one").await();
    world.of("alice", id).text("two").await();
    world.told("bob", ClientEvent.ForkSuspected.class);
    assertThat(world.told("bob", ClientEvent.HealingBegan.class).reason())
        .isEqualTo(ReturnReason.MISSED);
    assertThat(world.texts("bob", id)).isEmpty();
  }

  /// Leaves out the second record.
  private static LogPage leftOut(LogPage page) {
    return new LogPage(
        page.records().stream().filter(record -> record.sequence() != 2).toList(),
        page.head(),
        page.standing());
  }

  @Test
  void hubThatAcknowledgesAndDoesNotKeep_isHeldToItsWord() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("alice");
    var lied = new AtomicBoolean();
    world.open(
        "alice",
        store,
        link ->
            new Bent(link) {
              @Override
              public AppendResult append(ApplicationAppend append) {
                var head = readLog(append.group(), 1, 1 << 20).head();
                lied.set(true);
                return new AppendResult.Accepted(
                    new LogMark(head.sequence() + 1, RandomSource.system().bytes(32)));
              }
            });
    world.of("alice", id).text("into the void");
    World.eventually("the hub has lied", lied::get);
    world.of("bob", id).text("something else").await();
    world.told("alice", ClientEvent.ForkSuspected.class);
  }

  @Test
  void hubAloneCannotRemoveAMember() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("bob");
    world.open(
        "bob",
        store,
        link ->
            new Bent(link) {
              @Override
              public LogPage readLog(HubGroupId group, long from, int maxBytes) {
                throw new RefusedException(HubRule.NOT_ON_ROSTER, "says the hub");
              }
            });
    world.told("bob", ClientEvent.AccessLost.class);
    MemoryClientStore after = world.stop("bob");
    world.open("bob", after, link -> link);
    world.of("alice", id).text("still with us?").await();
    world.awaitTexts(id, 1, "bob");
  }

  @Test
  void removedMembersOldState_opensNothingOfLaterEpochs() {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    world.of("alice", id).text("with carol").await();
    world.awaitTexts(id, 1, "carol");
    MemoryClientStore old = world.store("carol").copy();
    world.of("alice", id).remove("carol");
    world.of("alice", id).text("without carol").await();
    world.of("bob", id).update();
    world.of("bob", id).text("nor here").await();
    List<LogRecord> log = linkOf("alice").readLog(new HubGroupId(id.value()), 1, 1 << 24).records();
    int opened = 0;
    for (LogRecord record : log) {
      try (MlsGroup thief = Inspection.of(old).mls(id).orElseThrow()) {
        if (record.sequence() > 2
            && thief.receive(record.payload(), Instant.now()) instanceof Incoming.Application) {
          opened++;
        }
      } catch (RefusedException e) {
        assertThat(e.rule()).isNotNull();
      }
    }
    assertThat(opened).isZero();
    assertThat(log).hasSizeGreaterThan(4);
  }

  private HubLink linkOf(String name) {
    return world.link(name);
  }

  /// Wins the compare-and-set, whatever it takes.
  private static void appendHandshake(HubLink link, HubGroupId group, Bytes payload) {
    while (true) {
      long last = link.readLog(group, Long.MAX_VALUE, 1).head().lastHandshake();
      var append = HandshakeAppend.of(group, RandomSource.system().bytes(16), last, payload);
      if (link.append(append) instanceof AppendResult.Accepted) {
        return;
      }
    }
  }

  @Test
  void somebodyBetweenUsAndTheHub_costsNoText() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var between = new AtomicBoolean(true);
    var met = new AtomicInteger();
    world.open(
        "alice",
        world.stop("alice"),
        link ->
            new Bent(link) {
              @Override
              public AppendResult append(ApplicationAppend append) {
                if (between.get()) {
                  met.incrementAndGet();
                  throw new RefusedException(HubRule.WRONG_CERTIFICATE, "another hub");
                }
                return super.append(append);
              }
            });

    Delivery delivery = world.of("alice", id).text("kept");
    World.eventually("met", () -> met.get() > 1);
    assertThat(delivery.isAcknowledged()).isFalse();
    between.set(false);

    assertThat(delivery.await()).isPositive();
    World.eventually("heard", () -> world.texts("bob", id).equals(List.of("kept")));
  }
}
