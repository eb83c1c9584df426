package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Rule;
import dev.coterie.crypto.RandomSource;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.gtp.BinaryMessage;
import dev.coterie.gtp.GtpMessage;
import dev.coterie.gtp.GtpRule;
import dev.coterie.gtp.Head;
import dev.coterie.gtp.MediaType;
import dev.coterie.gtp.MessageId;
import dev.coterie.gtp.TextMessage;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LogMark;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.message.SuiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a member can put into the log with its own keys and without its client: all of it is
/// refused by everybody alike, and the group goes on.
final class ForgeryTest {
  private final World world = new World();
  private GroupId id;
  private HubGroupId at;
  private HubLink link;
  private MlsGroup keys;

  /// Carol's client is off; her keys and her link are in bad hands.
  @BeforeEach
  void open() {
    world.with("alice", "bob", "carol");
    id = world.group("alice", "bob", "carol");
    at = new HubGroupId(id.value());
    world.of("carol", id).text("the last honest words").await();
    world.awaitTexts(id, 1, "alice", "bob", "carol");
    link = world.link("carol");
    keys = Inspection.of(world.stop("carol")).mls(id).orElseThrow();
  }

  @AfterEach
  void close() {
    keys.close();
    world.close();
  }

  private LogMark head() {
    return link.readLog(at, Long.MAX_VALUE, 1).head().mark();
  }

  private LogPosition position() {
    return new LogPosition(head().sequence(), head().hash());
  }

  private Bytes header(StreamType type, LeafIndex leaf, long sequence, LogPosition position) {
    return GbpHeader.FORM.encode(
        new GbpHeader(type, new StreamId(leaf, 0), Set.of(), sequence, GbpHeader.CBOR, position));
  }

  private static Bytes text(MessageId message, String text) {
    return GtpMessage.FORM.encode(TextMessage.of(message, Instant.EPOCH, text));
  }

  private static MessageId fresh() {
    return MessageId.random(RandomSource.system());
  }

  private void append(Bytes header, Bytes payload) {
    post(keys.seal(header, payload, RandomSource.system()).message());
  }

  private void post(Bytes message) {
    var append = new ApplicationAppend(at, RandomSource.system().bytes(16), message);
    assertThat(link.append(append)).isInstanceOf(AppendResult.Accepted.class);
  }

  private void handshake(Bytes message) {
    long last = link.readLog(at, Long.MAX_VALUE, 1).head().lastHandshake();
    var append = HandshakeAppend.of(at, RandomSource.system().bytes(16), last, message);
    assertThat(link.append(append)).isInstanceOf(AppendResult.Accepted.class);
  }

  /// Alice and bob refuse the record alike, and nothing is different for them afterwards.
  private void refusedByAll(Rule rule) {
    refusedByAll(rule.name());
  }

  private void refusedByAll(String rule) {
    for (String name : List.of("alice", "bob")) {
      World.eventually(
          name + " refuses by " + rule + ", had " + world.events(name),
          () ->
              world.events(name).stream()
                  .anyMatch(
                      event ->
                          event instanceof ClientEvent.RecordRefused(_, _, var why)
                              && why.equals(rule)));
      assertThat(world.of(name, id).status()).isEqualTo(GroupStatus.ACTIVE);
    }
    int before = world.texts("alice", id).size();
    world.of("bob", id).text("we go on").await();
    world.awaitTexts(id, before + 1, "alice", "bob");
    assertThat(world.texts("alice", id)).isEqualTo(world.texts("bob", id));
  }

  @Test
  void speakingOnAnothersStream_isRefused() {
    append(header(StreamType.TEXT, new LeafIndex(0), 7, position()), text(fresh(), "I am alice"));
    refusedByAll(GbpRule.NOT_THE_SENDER);
    assertThat(world.texts("bob", id)).doesNotContain("I am alice");
  }

  @Test
  void repeatedStreamNumber_isRefused() {
    append(header(StreamType.TEXT, keys.self(), 1, position()), text(fresh(), "again"));
    refusedByAll(GbpRule.DUPLICATE);
  }

  @Test
  void whatIsNoHeader_isRefused() {
    append(Bytes.ofUtf8("no header"), text(fresh(), "text"));
    refusedByAll(GbpRule.HEADER_MALFORMED);
  }

  @Test
  void whatIsNoText_isRefused() {
    var binary = new BinaryMessage(Head.of(fresh()), MediaType.OCTETS, Bytes.of(1, 2, 3));
    append(header(StreamType.TEXT, keys.self(), 2, position()), GtpMessage.FORM.encode(binary));
    refusedByAll(ClientRule.NOT_A_TEXT);
  }

  @Test
  void sameTextTwice_countsOnce_andSameIdForAnotherText_isRefused() {
    MessageId message = fresh();
    append(header(StreamType.TEXT, keys.self(), 2, position()), text(message, "once"));
    world.awaitTexts(id, 2, "alice", "bob");
    append(header(StreamType.TEXT, keys.self(), 3, position()), text(message, "once"));
    refusedByAll(ClientRule.TEXT_DUPLICATE);
    append(header(StreamType.TEXT, keys.self(), 4, position()), text(message, "twice"));
    refusedByAll(GtpRule.ID_REUSED);
    assertThat(world.texts("alice", id)).containsOnlyOnce("once").doesNotContain("twice");
  }

  @Test
  void lyingAboutTheLog_namesTheLiar_andTheOthersComeBack() {
    var lie = new LogPosition(1, Bytes.wrap(new byte[32]));
    append(header(StreamType.TEXT, keys.self(), 2, lie), text(fresh(), "what log?"));
    var event = world.told("bob", ClientEvent.ForkSuspected.class);
    assertThat(event.about().orElseThrow().claimed()).isEqualTo("carol");
    // Nothing is wrong with the log: both come back, and the evidence stays.
    world.told("alice", ClientEvent.Healed.class);
    world.told("bob", ClientEvent.Healed.class);
    world.awaitAgreement(id, "alice", "bob");
    world.of("bob", id).text("we go on").await();
    World.eventually("alice hears", () -> world.texts("alice", id).contains("we go on"));
    assertThat(world.store("bob").scan(Table.EVIDENCE, GroupKeys.of(id), Bytes.EMPTY, 9))
        .hasSize(1);
  }

  @Test
  void commitInTheRecordOfAText_isNoCommit() {
    post(stage(keys, CommitRequest.empty().update()).commitMessage());
    refusedByAll(ClientRule.RECORD_KIND);
    assertThat(world.of("alice", id).epoch().value()).isEqualTo(1);
  }

  @Test
  void twoCommitsOfOneEpoch_theFirstWins() {
    StagedCommit one = stage(keys, CommitRequest.empty().update());
    StagedCommit two = stage(keys, CommitRequest.empty().remove(new LeafIndex(0)));
    handshake(one.commitMessage());
    handshake(two.commitMessage());
    refusedByAll(ClientRule.OTHER_EPOCH);
    assertThat(world.of("alice", id).epoch().value()).isEqualTo(2);
    assertThat(world.of("alice", id).members()).hasSize(3);
    world.awaitAgreement(id, "alice", "bob");
  }

  @Test
  void commitThatTakesTheProfileAway_isVoidForAll() {
    var bare =
        keys.context().extensions().stream()
            .filter(each -> each.type() != GbpExtension.TYPE)
            .toList();
    handshake(stage(keys, CommitRequest.empty().extensions(bare)).commitMessage());
    refusedByAll(ClientRule.PROFILE_CHANGED);
    assertThat(world.of("bob", id).epoch().value()).isEqualTo(1);
  }

  /// Not all members keep the same old epochs: some would follow it, and some could not.
  @Test
  void commitThatMixesInAKeyOfAnOldEpoch_isVoidForAll() {
    var old = new PreSharedKeyId.Source.Resumption(ResumptionUsage.APPLICATION, id, keys.epoch());
    handshake(stage(keys, CommitRequest.empty().psk(old)).commitMessage());
    refusedByAll("PSK_UNEXPECTED");
    assertThat(world.of("bob", id).epoch().value()).isEqualTo(1);
  }

  /// A group does not end by one member's word.
  @Test
  void commitThatReInitialisesTheGroup_isVoidForAll() {
    var next =
        new Proposal.ReInit(
            new GroupId(RandomSource.system().bytes(32)),
            ProtocolVersion.MLS10,
            SuiteId.of(keys.suite()),
            keys.context().extensions());
    handshake(stage(keys, CommitRequest.empty().reInit(next)).commitMessage());
    refusedByAll("REINIT_UNEXPECTED");
    assertThat(world.of("bob", id).epoch().value()).isEqualTo(1);
  }

  @Test
  void removedMembersLateText_andWhoeverRelaysIt_isRefused() {
    Bytes late =
        keys.seal(
                header(StreamType.TEXT, keys.self(), 2, position()),
                text(fresh(), "from beyond"),
                RandomSource.system())
            .message();
    world.of("alice", id).remove("carol");
    var append = new ApplicationAppend(at, RandomSource.system().bytes(16), late);
    assertThat(world.link("bob").append(append)).isInstanceOf(AppendResult.Accepted.class);
    refusedByAll(ClientRule.OTHER_EPOCH);
    assertThat(world.texts("alice", id)).doesNotContain("from beyond");
  }

  @Test
  void newcomerOnARemovedMembersLeaf_inheritsNothing() {
    world.of("alice", id).remove("carol");
    world.with("dave");
    world.of("bob", id).invite("dave");
    World.eventually("dave is in", () -> world.client("dave").group(id).isPresent());
    world.of("dave", id).text("my first").await();
    world.awaitTexts(id, 2, "alice", "bob");
    assertThat(world.client("alice").inspection().messages(id).getLast().author().claimed())
        .isEqualTo("dave");
    assertThat(world.client("alice").inspection().messages(id))
        .extracting(message -> message.leaf().value())
        .containsExactly(2, 2);
    var late =
        keys.seal(
            header(StreamType.TEXT, keys.self(), 2, position()),
            text(fresh(), "still carol"),
            RandomSource.system());
    var append = new ApplicationAppend(at, RandomSource.system().bytes(16), late.message());
    assertThat(world.link("bob").append(append)).isInstanceOf(AppendResult.Accepted.class);
    refusedByAll(ClientRule.OTHER_EPOCH);
  }

  @Test
  void somebodyElsesLeafInSenderData_doesNotStopItsOwner() {
    // A record of alice's, given to the hub again by carol, under another id.
    world.of("alice", id).text("mine").await();
    world.awaitTexts(id, 2, "bob");
    Bytes message = link.readLog(at, head().sequence(), 1 << 20).records().getFirst().payload();
    post(message);
    World.eventually(
        "alice refuses",
        () ->
            world.events("alice").stream()
                .anyMatch(
                    event ->
                        event instanceof ClientEvent.RecordRefused(_, _, var why)
                            && why.equals(ClientRule.OWN_REPLAY.name())));
    assertThat(world.of("alice", id).status()).isEqualTo(GroupStatus.ACTIVE);
    world.of("alice", id).text("and again mine").await();
  }

  private static StagedCommit stage(MlsGroup group, CommitRequest request) {
    return group.stage(request, RandomSource.system(), Instant.now());
  }

  @Test
  void forgedCommitsThatDoNotOpen_areVoid() {
    Optional<Bytes> commit =
        Optional.of(stage(keys, CommitRequest.empty().update()).commitMessage());
    byte[] bent = commit.get().toArray();
    bent[bent.length - 1] ^= 1;
    handshake(Bytes.wrap(bent));
    handshake(commit.get());
    world.of("alice", id).text("in the next epoch").await();
    assertThat(world.of("alice", id).epoch().value()).isEqualTo(2);
  }
}
