package dev.coterie.client.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.Group;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Remedy;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that a group does not have, and what ends them.
final class CallRefusalTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private static void refused(ClientRule rule, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private void awaitEnd(Call call, CallEnd why) {
    World.eventually("over, not " + call.state(), call::isEnded);
    assertThat(call.state()).isEqualTo(new CallState.Ended(why));
    assertThat(call.speak(960, Bytes.of(1))).isEqualTo(Spoken.ENDED);
    assertThat(call.play()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, NO_AUDIO", "77, AUDIO_SUITE_UNKNOWN"})
  void groupWithoutAudioThatWeKnow_hasNoCall(int suite, ClientRule rule) {
    world.with("bob");
    GroupId id = foreignGroup("bob", suite);
    World.eventually("bob is in", () -> world.client("bob").group(id).isPresent());
    Group group = world.of("bob", id);
    refused(rule, () -> group.call(CallSettings.LIVE));
    group.text("but it has text").await();
  }

  /// A group of a founder who is no client of ours, with another media suite.
  private GroupId foreignGroup(String member, int mediaSuite) {
    var suite = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
    var random = RandomSource.system();
    var keys = SuiteCrypto.of(suite).generateSignatureKeyPair(random);
    var identity =
        new Identity(suite, new Credential.Basic(Bytes.ofUtf8("founder")), keys)
            .supporting(GbpExtension.TYPE, 0xF6B3);
    HubLink link = world.hub().connect(HubIdentity.of(suite, keys.publicKey()));
    GroupId id = new GroupId(random.bytes(32));
    var body = new GbpExtension(GbpExtension.Sequencer.HUB_LOG, mediaSuite).body();
    List<Extension> extensions =
        List.of(
            new Extension.RequiredCapabilities(List.of(GbpExtension.TYPE), List.of(), List.of()),
            new Extension.Unknown(GbpExtension.TYPE, body));
    var founded =
        MlsGroup.create(
            identity, id, extensions, GroupSettings.recommended(), random, Instant.now());
    var whom = world.client(member).self().fingerprint();
    Bytes offered = link.claimKeyPackage(whom, 1).orElseThrow().keyPackage();
    var commit =
        founded
            .group()
            .stage(CommitRequest.empty().add(KeyPackages.read(offered)), random, Instant.now());
    HubGroupId at = new HubGroupId(id.value());
    link.createGroup(at);
    link.append(
        new HandshakeAppend(
            at,
            random.bytes(16),
            0,
            commit.commitMessage(),
            new RosterChange(Set.of(whom), Set.of()),
            Optional.of(
                new WelcomeDelivery(
                    Set.of(whom), commit.welcome().orElseThrow(), commit.ratchetTree()))));
    return id;
  }

  @Test
  void secondCallOfAGroup_isRefused_whileTheFirstIsOpen() {
    world.with("alice");
    Group group = world.of("alice", world.group("alice"));
    try (var call = group.call(CallSettings.LIVE)) {
      refused(ClientRule.CALL_UNDER_WAY, () -> group.call(CallSettings.LIVE.on(1)));
      assertThat(call.isEnded()).isFalse();
    }
    group.call(CallSettings.LIVE).close();
  }

  @Test
  void whoIsOut_beginsNoCall() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.of("alice", id).remove("bob");
    world.told("bob", ClientEvent.Removed.class);
    refused(ClientRule.NOT_A_MEMBER, () -> world.of("bob", id).call(CallSettings.LIVE));
    MemoryClientStore store = world.stop("alice");
    assertThat(store.scan(Table.MEDIA_RESERVATION, Bytes.EMPTY, Bytes.EMPTY, 10)).isEmpty();
  }

  @Test
  void whoLeaves_speaksOnUntilSomebodyCommitsIt() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore store = world.stop("alice");
    Call call = world.of("bob", id).call(CallSettings.LIVE);
    assertThat(call.awaitReady(Duration.ofSeconds(8))).isTrue();
    world.of("bob", id).leave();
    assertThat(call.speak(960, Bytes.of(1))).isEqualTo(Spoken.SENT);
    world.open("alice", store, link -> link);
    awaitEnd(call, CallEnd.REMOVED);
  }

  @Test
  void whoIsLeaving_beginsNoCall() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.stop("alice");
    world.of("bob", id).leave();
    refused(ClientRule.LEAVING, () -> world.of("bob", id).call(CallSettings.LIVE));
  }

  @Test
  void forkedLog_endsTheCall() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var leaveOut = new AtomicBoolean();
    MemoryClientStore store = world.stop("bob");
    world.open("bob", store, link -> new Skipping(link, leaveOut));
    Call call = world.of("bob", id).call(CallSettings.RECORD);
    assertThat(call.awaitReady(Duration.ofSeconds(8))).isTrue();
    leaveOut.set(true);
    world.of("alice", id).text("one").await();
    world.of("alice", id).text("two").await();
    awaitEnd(call, CallEnd.FORKED);
    leaveOut.set(false);
    world.told("bob", ClientEvent.Healed.class);
    World.eventually("back", () -> world.of("bob", id).status() == GroupStatus.ACTIVE);
    try (Call again = world.of("bob", id).call(CallSettings.LIVE)) {
      assertThat(again.awaitReady(Duration.ofSeconds(8))).isTrue();
    }
  }

  @Test
  void oldCopyOfAStore_speaksInNoCall() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    MemoryClientStore old = world.store("alice").copy();
    world.of("alice", id).text("one").await();
    world.stop("bob");
    world.stop("alice");
    world.open("alice", old, link -> link);
    try {
      awaitEnd(world.of("alice", id).call(CallSettings.LIVE), CallEnd.STORE_RESTORED);
    } catch (RefusedException e) {
      assertThat(e.rule()).isEqualTo(ClientRule.STORE_BEHIND_LOG);
    }
    assertThat(world.framesSent("alice")).isEmpty();
  }

  @Test
  void groupThatStoodStill_beginsNoCall() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    world.stop("alice");
    MemoryClientStore store = world.stop("bob");
    GroupRow row = GroupRow.CODEC.decode(store.get(Table.GROUP, GroupKeys.of(id)).orElseThrow());
    var blocked =
        new GroupRow(
            row.name(), GroupStatus.BLOCKED, row.mark(), row.lastHandshake(), row.nextOrder());
    store.apply(new Batch().put(Table.GROUP, GroupKeys.of(id), GroupRow.CODEC.encode(blocked)));
    world.open("bob", store, link -> link);
    refused(ClientRule.GROUP_BLOCKED, () -> world.of("bob", id).call(CallSettings.LIVE));
  }

  @Test
  void hubThatTakesAMemberOffItsRoster_endsTheCallAsAccessLost() {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    Call call = world.of("bob", id).call(CallSettings.LIVE);
    assertThat(call.awaitReady(Duration.ofSeconds(8))).isTrue();
    HubLink mallory = world.link("alice");
    HubGroupId group = new HubGroupId(id.value());
    var off = new RosterChange(Set.of(), Set.of(world.client("bob").self().fingerprint()));
    long last = mallory.readLog(group, Long.MAX_VALUE, 1).head().lastHandshake();
    var garbage = RandomSource.system().bytes(100);
    var append =
        new HandshakeAppend(
            group, RandomSource.system().bytes(16), last, garbage, off, Optional.empty());
    assertThat(mallory.append(append)).isInstanceOf(AppendResult.Accepted.class);
    awaitEnd(call, CallEnd.ACCESS_LOST);
    assertThat(ClientRule.ACCESS_LOST.remedy()).isEqualTo(Remedy.REJOIN);
    refused(ClientRule.ACCESS_LOST, () -> world.of("bob", id).call(CallSettings.LIVE));
  }

  @Test
  void hubWithoutLiveMedia_endsTheCall() {
    world.with("alice");
    Call call = world.of("alice", world.group("alice")).call(CallSettings.LIVE);
    assertThat(call.awaitReady(Duration.ofSeconds(8))).isTrue();
    world.wire("alice").say(new MediaEvent.Ended(HubRule.NO_LIVE_MEDIA));
    awaitEnd(call, CallEnd.REFUSED_BY_HUB);
  }

  @Test
  void closedClient_endsItsCalls() {
    world.with("alice");
    Call call = world.of("alice", world.group("alice")).call(CallSettings.LIVE);
    assertThat(call.awaitReady(Duration.ofSeconds(8))).isTrue();
    world.stop("alice");
    awaitEnd(call, CallEnd.CLOSED);
    assertThat(call.statistics().keyChanges()).isZero();
  }

  /// Leaves out a record, when it is told to.
  private static final class Skipping extends Bent {
    private final AtomicBoolean on;

    Skipping(HubLink straight, AtomicBoolean on) {
      super(straight);
      this.on = on;
    }

    @Override
    public LogPage readLog(HubGroupId group, long from, int maxBytes) {
      LogPage page = super.readLog(group, from, maxBytes);
      return on.get() ? without(page) : page;
    }

    private static LogPage without(LogPage page) {
      return new LogPage(
          page.records().stream().filter(record -> record.sequence() != 2).toList(),
          page.head(),
          page.standing());
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
}
