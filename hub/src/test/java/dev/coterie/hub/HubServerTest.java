package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.grpc.GrpcHubLink;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.AppendResult.Accepted;
import dev.coterie.hubapi.AppendResult.Duplicate;
import dev.coterie.hubapi.AppendResult.Stale;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HashChain;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageOffer.Use;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogPage.Standing;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A real hub, real TLS on loopback, real links.
final class HubServerTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("over the network"));
  private static final int PAGE = 1 << 20;
  private static final int SUITE = 1;

  @TempDir Path directory;

  private final Person alice = Person.create();
  private final Person bob = Person.create();
  private HubServer hub;
  private GrpcHubLink toHub;
  private GrpcHubLink bobs;

  @BeforeEach
  void start() {
    hub = TestHubs.start(directory);
    toHub = alice.linkTo(hub);
    bobs = bob.linkTo(hub);
  }

  @AfterEach
  void stop() {
    toHub.close();
    bobs.close();
    hub.close();
  }

  @Test
  void groupsLogAndMail_crossTheWireUnchanged() {
    assertThat(toHub.limits()).isEqualTo(HubLimits.DEFAULT);
    assertThat(toHub.createGroup(GROUP).existed()).isFalse();
    assertThat(toHub.createGroup(GROUP).existed()).isTrue();
    var welcome = new WelcomeDelivery(Set.of(bob.fingerprint()), random(1), Optional.empty());
    var added = new RosterChange(Set.of(bob.fingerprint()), Set.of());
    var commit =
        new HandshakeAppend(
            GROUP, Samples.messageId("c1"), 0, random(2), added, Optional.of(welcome));
    var accepted = (Accepted) toHub.append(commit);
    assertThat(toHub.append(commit)).isEqualTo(new Duplicate(accepted.mark()));

    var mail = bobs.fetchMail(0, PAGE);
    assertThat(mail).hasSize(1);
    assertThat(mail.getFirst().commit()).isEqualTo(accepted.mark());
    assertThat(mail.getFirst().welcome()).isEqualTo(welcome.welcome());
    assertThat(mail.getFirst().ratchetTree()).isEmpty();
    bobs.acknowledgeMail(Set.of(mail.getFirst().id()));
    assertThat(bobs.fetchMail(0, PAGE)).isEmpty();

    assertThat(say(bobs, "m1", random(3))).isInstanceOf(Accepted.class);
    var stale =
        (Stale) bobs.append(HandshakeAppend.of(GROUP, Samples.messageId("c2"), 0, random(4)));
    assertThat(stale.winners()).extracting(LogRecord::payload).containsExactly(random(2));
    var page = toHub.readLog(GROUP, 1, PAGE);
    assertThat(page.records()).extracting(LogRecord::payload).containsExactly(random(2), random(3));
    assertThat(page.records()).allMatch(HashChain::isIntact);
    assertThat(page.standing()).isEqualTo(Standing.MEMBER);
    assertThat(page.records().getLast().sender()).isEqualTo(bob.fingerprint());
  }

  @Test
  void largestHandshake_withWelcomeAndTree_passesInPieces_andOneOctetMoreDoesNot() {
    toHub.createGroup(GROUP);
    int most = HubLimits.DEFAULT.handshakeBytes();
    var payload = Bytes.wrap(new byte[most]);
    var welcome =
        new WelcomeDelivery(
            Set.of(bob.fingerprint()), Bytes.wrap(new byte[9 << 20]), Optional.of(random(5)));
    var added = new RosterChange(Set.of(bob.fingerprint()), Set.of());
    var append =
        new HandshakeAppend(
            GROUP, Samples.messageId("c1"), 0, payload, added, Optional.of(welcome));
    assertThat(toHub.append(append)).isInstanceOf(Accepted.class);
    assertThat(bobs.readLog(GROUP, 1, PAGE).records().getFirst().payload()).isEqualTo(payload);
    assertThat(bobs.fetchMail(0, PAGE).getFirst().welcome()).isEqualTo(welcome.welcome());
    assertThat(hub.bytesUnderWay()).isZero();
    var tooMuch = Bytes.wrap(new byte[most + 1]);
    refused(
        HubRule.MESSAGE_TOO_LARGE,
        () -> toHub.append(HandshakeAppend.of(GROUP, Samples.messageId("c2"), 1, tooMuch)));
    refused(
        HubRule.MESSAGE_TOO_LARGE,
        () -> say(toHub, "m", Bytes.wrap(new byte[HubLimits.DEFAULT.applicationBytes() + 1])));
  }

  @Test
  void nobodyOffTheRoster_readsOrWrites_andRemovalEndsIt() {
    toHub.createGroup(GROUP);
    refused(HubRule.NOT_ON_ROSTER, () -> bobs.readLog(GROUP, 1, PAGE));
    refused(HubRule.NOT_ON_ROSTER, () -> say(bobs, "m1", random(1)));
    commit("c1", 0, Set.of(bob.fingerprint()), Set.of());
    assertThat(bobs.readLog(GROUP, 1, PAGE).records()).hasSize(1);
    commit("c2", 1, Set.of(), Set.of(bob.fingerprint()));
    say(toHub, "m2", random(2));
    var seen = bobs.readLog(GROUP, 1, PAGE);
    assertThat(seen.standing()).isEqualTo(Standing.REMOVED);
    assertThat(seen.head().sequence()).isEqualTo(2);
    assertThat(seen.records()).hasSize(2);
    refused(HubRule.NOT_ON_ROSTER, () -> say(bobs, "m3", random(3)));
  }

  @Test
  void keyPackages_ofOneself_areTaken_countedAndClaimedOnce() {
    var offers =
        List.of(
            new KeyPackageOffer(alice.keyPackage(), Use.ONE_TIME),
            new KeyPackageOffer(alice.keyPackage(), Use.LAST_RESORT));
    assertThat(toHub.publishKeyPackages(offers)).isEqualTo(new KeyPackageStock(1, true));
    var first = bobs.claimKeyPackage(alice.fingerprint(), SUITE).orElseThrow();
    assertThat(first.keyPackage()).isEqualTo(offers.getFirst().keyPackage());
    assertThat(first.use()).isEqualTo(Use.ONE_TIME);
    var second = bobs.claimKeyPackage(alice.fingerprint(), SUITE).orElseThrow();
    assertThat(second.use()).isEqualTo(Use.LAST_RESORT);
    assertThat(toHub.countKeyPackages(SUITE)).isEqualTo(new KeyPackageStock(0, true));
    assertThat(bobs.claimKeyPackage(bob.fingerprint(), SUITE)).isEmpty();
  }

  @Test
  void keyPackage_ofAnother_orBroken_refused() {
    refused(HubRule.KEY_PACKAGE_NOT_YOURS, () -> publish(bob.keyPackage()));
    refused(HubRule.KEY_PACKAGE_INVALID, () -> publish(random(1)));
    var bent = alice.keyPackage().toArray();
    bent[bent.length - 1] ^= 1;
    refused(HubRule.KEY_PACKAGE_INVALID, () -> publish(Bytes.wrap(bent)));
    refused(HubRule.MESSAGE_TOO_LARGE, () -> publish(Bytes.wrap(new byte[70_000])));
    assertThat(toHub.countKeyPackages(SUITE)).isEqualTo(new KeyPackageStock(0, false));
  }

  @Test
  void liveSession_tellsRecordsMailAndRemoval_inOrder() throws Exception {
    var events = listen(bobs);
    try (var session = bobs.subscribe(events::add)) {
      expect(events, LiveEvent.Connected.class);
      toHub.createGroup(GROUP);
      session.watch(GROUP);
      assertThat(expect(events, LiveEvent.Ended.class).why()).isEqualTo(HubRule.NOT_ON_ROSTER);
      var welcome = new WelcomeDelivery(Set.of(bob.fingerprint()), random(1), Optional.empty());
      toHub.append(
          new HandshakeAppend(
              GROUP,
              Samples.messageId("c1"),
              0,
              random(2),
              new RosterChange(Set.of(bob.fingerprint()), Set.of()),
              Optional.of(welcome)));
      expect(events, LiveEvent.MailWaiting.class);
      session.watch(GROUP);
      assertThat(expect(events, LiveEvent.HeadMoved.class).head().sequence()).isEqualTo(1);
      say(toHub, "m1", random(3));
      say(bobs, "m2", random(4));
      say(toHub, "m3", Bytes.wrap(new byte[300 << 10]));
      commit("c2", 1, Set.of(), Set.of(bob.fingerprint()));
      say(toHub, "m4", random(5));
      assertThat(expect(events, LiveEvent.Arrived.class).record().payload()).isEqualTo(random(3));
      assertThat(expect(events, LiveEvent.Arrived.class).record().sender())
          .isEqualTo(bob.fingerprint());
      var large = expect(events, LiveEvent.HeadMoved.class);
      assertThat(large.head().sequence()).isEqualTo(4);
      assertThat(large.head().lastHandshake()).isEqualTo(1);
      assertThat(expect(events, LiveEvent.Arrived.class).record().sequence()).isEqualTo(5);
      assertThat(expect(events, LiveEvent.Ended.class).why()).isEqualTo(HubRule.NOT_ON_ROSTER);
      assertThat(events.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void owner_isWarnedWhenKeyPackagesRunLow() throws Exception {
    publish(alice.keyPackage());
    var events = listen(toHub);
    try (var session = toHub.subscribe(events::add)) {
      assertThat(session).isNotNull();
      expect(events, LiveEvent.Connected.class);
      bobs.claimKeyPackage(alice.fingerprint(), SUITE);
      assertThat(expect(events, LiveEvent.StockLow.class).stock())
          .isEqualTo(new KeyPackageStock(0, false));
    }
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void keysOfEverySuite_canBeProved(CipherSuite suite) {
    try (var link = Person.create(suite).linkTo(hub)) {
      assertThat(link.createGroup(new HubGroupId(random(suite.code()).slice(0, 32))).existed())
          .isFalse();
    }
  }

  @Test
  void hubThatStops_saysGoodbye_andLinksFindTheNextOne() throws Exception {
    var events = listen(toHub);
    int port = hub.port();
    try (var session = toHub.subscribe(events::add)) {
      expect(events, LiveEvent.Connected.class);
      toHub.createGroup(GROUP);
      session.watch(GROUP);
      expect(events, LiveEvent.HeadMoved.class);
      hub.close();
      assertThat(expect(events, LiveEvent.Disconnected.class).why()).isEqualTo("DRAINING");
      var config = TestHubs.config(directory);
      hub =
          HubServer.start(
              config.listeningOn(
                  new java.net.InetSocketAddress(config.listen().getAddress(), port)));
      assertThat(say(toHub, "m1", random(1))).isInstanceOf(Accepted.class);
      while (!(events.poll(10, TimeUnit.SECONDS) instanceof LiveEvent.Connected)) {
        // attempts in between
      }
      assertThat(expect(events, LiveEvent.HeadMoved.class).group()).isEqualTo(GROUP);
    }
  }

  @Test
  void certificate_staysTheSame_andIsTheOwnersOnly() throws Exception {
    var before = hub.fingerprint();
    hub.close();
    hub = TestHubs.start(directory);
    assertThat(hub.fingerprint()).isEqualTo(before);
    assertThat(Files.getPosixFilePermissions(directory.resolve("hub-identity.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void secondHub_onTheSameDirectory_isRefused() {
    assertThatThrownBy(() -> TestHubs.start(directory))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("another hub");
  }

  @Test
  void counters_count() {
    toHub.createGroup(GROUP);
    say(toHub, "m1", random(1));
    say(toHub, "m1", random(1));
    refused(HubRule.NOT_ON_ROSTER, () -> bobs.readLog(GROUP, 1, PAGE));
    var values = hub.metrics().values();
    assertThat(values).containsEntry(Counter.APPENDS_ACCEPTED, 1L);
    assertThat(values).containsEntry(Counter.APPENDS_DUPLICATE, 1L);
    assertThat(values).containsEntry(Counter.CALLS_REFUSED, 1L);
    assertThat(values).containsEntry(Counter.AUTHENTICATIONS, 2L);
    assertThat(hub.connections()).isEqualTo(2);
  }

  private void publish(Bytes keyPackage) {
    toHub.publishKeyPackages(List.of(new KeyPackageOffer(keyPackage, Use.ONE_TIME)));
  }

  private AppendResult say(GrpcHubLink link, String id, Bytes payload) {
    return link.append(new ApplicationAppend(GROUP, Samples.messageId(id), payload));
  }

  private void commit(String id, long expected, Set<Fingerprint> added, Set<Fingerprint> removed) {
    var result =
        toHub.append(
            new HandshakeAppend(
                GROUP,
                Samples.messageId(id),
                expected,
                Samples.payload(id),
                new RosterChange(added, removed),
                Optional.empty()));
    assertThat(result).isInstanceOf(Accepted.class);
  }

  private static BlockingQueue<LiveEvent> listen(GrpcHubLink link) {
    assertThat(link.limits()).isNotNull();
    return new LinkedBlockingQueue<>();
  }

  private static <T extends LiveEvent> T expect(BlockingQueue<LiveEvent> events, Class<T> kind)
      throws InterruptedException {
    var event = events.poll(10, TimeUnit.SECONDS);
    assertThat(event).isInstanceOf(kind);
    return kind.cast(event);
  }

  private static void refused(HubRule rule, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private static Bytes random(long seed) {
    var octets = new byte[1_000];
    new Random(seed).nextBytes(octets);
    return Bytes.wrap(octets);
  }
}
