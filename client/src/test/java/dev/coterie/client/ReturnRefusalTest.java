package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.Profile;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoRule;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.gbp.ReturnRequest;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.ExternalJoin;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.TreePlacement;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.policy.ExternalCommitRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers and requests that lie. Carol's client is off; her keys and her link are in bad hands.
final class ReturnRefusalTest {
  private final World world = new World();
  private GroupId id;
  private HubGroupId at;
  private HubLink link;
  private MlsGroup keys;
  private MemoryClientStore alice = new MemoryClientStore();
  private MemoryClientStore dave = new MemoryClientStore();

  @BeforeEach
  void open() {
    world.with("alice", "bob", "carol", "dave");
    id = world.group("alice", "bob", "carol", "dave");
    at = new HubGroupId(id.value());
    world.of("carol", id).text("the last honest words").await();
    world.awaitTexts(id, 1, "alice", "bob", "dave");
    link = world.link("carol");
    keys = Inspection.of(world.stop("carol")).mls(id).orElseThrow();
    dave = world.stop("dave");
  }

  @AfterEach
  void close() {
    keys.close();
    world.close();
  }

  /// Bob's rows are lost, and only carol answers.
  private LogRecord bobAsks() {
    alice = world.stop("alice");
    MemoryClientStore store = world.stop("bob");
    store.apply(new Batch().deleteAll(Table.MLS, GroupKeys.of(id)));
    world.open("bob", store, straight -> straight);
    World.eventually("bob asks", () -> lastRequest().isPresent());
    return lastRequest().orElseThrow();
  }

  private Optional<LogRecord> lastRequest() {
    return link.readLog(at, 1, 1 << 24).records().stream()
        .filter(record -> record.payload().at(0) == 0 && record.payload().at(3) == 5)
        .reduce((earlier, later) -> later);
  }

  private LogPosition head() {
    var head = link.readLog(at, Long.MAX_VALUE, 1).head();
    return new LogPosition(head.sequence(), head.hash());
  }

  private Bytes sealed(LogRecord request, Bytes groupInfo, LogPosition position) {
    KeyPackage asked = KeyPackages.read(request.payload());
    return HpkeCiphertext.CODEC.encode(
        SuiteCrypto.of(keys.suite())
            .encryptWithLabel(
                asked.initKey(),
                ReturnAnswer.LABEL,
                ReturnAnswer.context(id, request.hash(), position),
                groupInfo,
                RandomSource.system()));
  }

  private Bytes info(MlsGroup group) {
    return group.groupInfo(TreePlacement.INSIDE, RandomSource.system());
  }

  private void post(HubLink from, Bytes payload) {
    var append = new ApplicationAppend(at, RandomSource.system().bytes(16), payload);
    assertThat(from.append(append)).isInstanceOf(AppendResult.Accepted.class);
  }

  private void answer(HubLink from, LogRecord request, Bytes groupInfo) {
    LogPosition position = head();
    post(
        from,
        ReturnAnswer.FORM.encode(
            new ReturnAnswer(
                request.sequence(), 0, 1, sealed(request, groupInfo, position), position)));
  }

  private void refusedBy(String name, Rule rule) {
    World.eventually(
        name + " refuses by " + rule.name() + ", had " + world.events(name),
        () ->
            world.events(name).stream()
                .anyMatch(
                    event ->
                        event instanceof ClientEvent.RecordRefused(_, _, var why)
                            && why.equals(rule.name())));
  }

  /// A lie costs a try: the next request gets an honest answer beside it.
  private void bobIsStuckUntilAliceComes() {
    assertThat(world.of("bob", id).status()).isEqualTo(GroupStatus.LOST);
    assertThat(world.events("bob")).noneMatch(ClientEvent.Healed.class::isInstance);
    world.open("alice", alice, straight -> straight);
    world.told("bob", ClientEvent.Healed.class);
    world.awaitAgreement(id, "alice", "bob");
    world.of("bob", id).text("back").await();
    World.eventually("alice hears", () -> world.texts("alice", id).contains("back"));
  }

  @Test
  void groupInfoThatAnotherMemberSigned_isRefused() {
    answer(world.link("dave"), bobAsks(), info(keys));
    refusedBy("bob", ClientRule.ANSWER_SIGNER);
    bobIsStuckUntilAliceComes();
  }

  /// Dave was removed, bob has not heard of it, and carol passes dave's word on.
  @Test
  void groupInfoOfARemovedMember_isRefused() {
    Bytes old;
    try (MlsGroup daves = Inspection.of(dave).mls(id).orElseThrow()) {
      old = info(daves);
    }
    world.of("alice", id).remove("dave");
    world.of("alice", id).text("dave is out").await();
    answer(link, bobAsks(), old);
    refusedBy("bob", ClientRule.ANSWER_SIGNER);
    bobIsStuckUntilAliceComes();
    assertThat(world.of("bob", id).members()).hasSize(3);
  }

  @Test
  void groupInfoOfAStrangersGroup_isRefused() {
    Identity stranger = identity("stranger");
    var other =
        MlsGroup.create(
            stranger,
            id,
            Profile.of("club"),
            GroupSettings.recommended(),
            RandomSource.system(),
            Instant.now());
    answer(link, bobAsks(), info(other.group()));
    refusedBy("bob", ExternalCommitRule.NO_FORMER_LEAF);
    bobIsStuckUntilAliceComes();
  }

  private static Identity identity(String name) {
    var crypto = SuiteCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    return new Identity(
            crypto.suite(),
            new Credential.Basic(Bytes.ofUtf8(name)),
            crypto.generateSignatureKeyPair(RandomSource.system()))
        .supporting(GbpExtension.TYPE, Profile.NAME_TYPE);
  }

  @Test
  void groupInfoOfAnotherGroup_isRefused() {
    var other =
        MlsGroup.create(
            keys.identity(),
            new GroupId(Bytes.of(1, 2, 3)),
            Profile.of("club"),
            GroupSettings.recommended(),
            RandomSource.system(),
            Instant.now());
    answer(link, bobAsks(), info(other.group()));
    refusedBy("bob", ClientRule.ANSWER_GROUP);
    bobIsStuckUntilAliceComes();
  }

  @Test
  void noise_isRefused() {
    LogRecord request = bobAsks();
    LogPosition position = head();
    byte[] octets = sealed(request, info(keys), position).toArray();
    octets[octets.length - 1] ^= 1;
    post(
        link,
        ReturnAnswer.FORM.encode(
            new ReturnAnswer(request.sequence(), 0, 1, Bytes.wrap(octets), position)));
    refusedBy("bob", CryptoRule.AEAD_OPEN);
    bobIsStuckUntilAliceComes();
  }

  @Test
  void answerFromAnotherLog_isRefused() {
    LogRecord request = bobAsks();
    var position = new LogPosition(head().sequence(), Bytes.wrap(new byte[32]));
    post(
        link,
        ReturnAnswer.FORM.encode(
            new ReturnAnswer(
                request.sequence(), 0, 1, sealed(request, info(keys), position), position)));
    refusedBy("bob", ClientRule.ANSWER_POSITION);
    bobIsStuckUntilAliceComes();
  }

  @Test
  void answerThatACommitHasOvertaken_isRefusedByAll_andCountsForNothing() {
    LogRecord request = bobAsks();
    world.stop("bob");
    LogPosition position = head();
    Bytes late = sealed(request, info(keys), position);
    handshake(
        link,
        keys.stage(CommitRequest.empty().update(), RandomSource.system(), Instant.now())
            .commitMessage());
    post(
        link, ReturnAnswer.FORM.encode(new ReturnAnswer(request.sequence(), 0, 1, late, position)));
    world.open("alice", alice, straight -> straight);
    refusedBy("alice", ClientRule.ANSWER_STALE);
  }

  @Test
  void answerToNothing_isRefused() {
    var position = head();
    post(link, ReturnAnswer.FORM.encode(new ReturnAnswer(1, 0, 1, Bytes.of(1), position)));
    refusedBy("alice", ClientRule.ANSWER_UNASKED);
    refusedBy("bob", ClientRule.ANSWER_UNASKED);
  }

  private Bytes request(Identity who, GroupId group) {
    var asked = new ReturnRequest(group, ReturnReason.LOST, Optional.empty(), 1);
    var extension = new Extension.Unknown(ReturnRequest.TYPE, ReturnRequest.FORM.encode(asked));
    return packageWith(who, List.of(extension));
  }

  private static Bytes packageWith(Identity who, List<Extension> extensions) {
    var lifetime = KeyPackages.lifetime(Instant.now(), Duration.ofDays(1));
    try (var bundle = KeyPackages.create(who, lifetime, extensions, RandomSource.system())) {
      return KeyPackages.message(bundle.keyPackage());
    }
  }

  private void nobodyAnswers() {
    world.of("alice", id).text("still here").await();
    world.awaitTexts(id, 2, "bob");
    assertThat(link.readLog(at, 1, 1 << 24).records())
        .noneMatch(record -> ReturnAnswer.isMeant(record.payload()));
  }

  @Test
  void requestOfAStranger_isRefused() {
    post(link, request(identity("stranger"), id));
    refusedBy("alice", ClientRule.RETURN_NOT_THEIRS);
    nobodyAnswers();
  }

  @Test
  void requestThatSomebodyElsePassesOn_isRefused() {
    post(world.link("dave"), request(keys.identity(), id));
    refusedBy("alice", ClientRule.RETURN_NOT_THEIRS);
    nobodyAnswers();
  }

  @Test
  void requestForAnotherGroup_andAnyOtherKeyPackage_isRefused() {
    post(link, request(keys.identity(), new GroupId(Bytes.of(7))));
    post(link, packageWith(keys.identity(), List.of()));
    World.eventually(
        "alice refuses both",
        () ->
            world.events("alice").stream()
                    .filter(
                        event ->
                            event instanceof ClientEvent.RecordRefused(_, _, var why)
                                && why.equals(ClientRule.RETURN_NOT_THEIRS.name()))
                    .count()
                == 2);
    nobodyAnswers();
  }

  private void handshake(HubLink from, Bytes message) {
    long last = from.readLog(at, Long.MAX_VALUE, 1).head().lastHandshake();
    var append = HandshakeAppend.of(at, RandomSource.system().bytes(16), last, message);
    assertThat(from.append(append)).isInstanceOf(AppendResult.Accepted.class);
  }

  private Bytes entry(Identity who, ExternalJoin how) {
    var entered =
        MlsGroup.joinExternally(
            Engine.of(who.suite()),
            who,
            how,
            GroupSettings.recommended(),
            RandomSource.system(),
            Instant.now());
    entered.group().close();
    return entered.commit();
  }

  @Test
  void strangerThatAddsItself_isRefusedByAll() {
    handshake(link, entry(identity("stranger"), ExternalJoin.of(info(keys))));
    refusedBy("alice", ExternalCommitRule.ENTRANT_REFUSED);
    refusedBy("bob", ExternalCommitRule.ENTRANT_REFUSED);
    assertThat(world.of("alice", id).members()).hasSize(4);
  }

  @Test
  void returnUnderAnothersNameAtTheHub_isRefusedByAll() {
    handshake(world.link("dave"), entry(keys.identity(), ExternalJoin.of(info(keys)).resync()));
    refusedBy("alice", ClientRule.RETURN_FOREIGN);
    refusedBy("bob", ClientRule.RETURN_FOREIGN);
    assertThat(world.of("alice", id).epoch().value()).isEqualTo(1);
    world.of("alice", id).text("we go on").await();
    world.awaitTexts(id, 2, "bob");
  }

  @Test
  void strangerInPlaceOfAMember_isRefusedByAll() {
    handshake(link, entry(identity("stranger"), ExternalJoin.of(info(keys)).resync(keys.self())));
    World.eventually(
        "alice refuses",
        () -> world.events("alice").stream().anyMatch(ClientEvent.RecordRefused.class::isInstance));
    assertThat(world.of("alice", id).members())
        .extracting(member -> member.person().claimed())
        .doesNotContain("stranger");
  }

  @Test
  void silence_asLongAsRecordsAreMissing() {
    MemoryClientStore store = world.stop("bob");
    world.stop("alice");
    var row = GroupRow.CODEC.decode(store.get(Table.GROUP, GroupKeys.of(id)).orElseThrow());
    var missed =
        new GroupRow(
            row.name(), GroupStatus.MISSED, row.mark(), row.lastHandshake(), row.nextOrder());
    store.apply(new Batch().put(Table.GROUP, GroupKeys.of(id), GroupRow.CODEC.encode(missed)));
    world.open("bob", store, straight -> straight);
    assertThatThrownBy(() -> world.of("bob", id).text("hm"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ClientRule.LOG_INCOMPLETE));
  }
}
