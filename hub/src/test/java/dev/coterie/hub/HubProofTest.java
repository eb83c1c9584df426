package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.grpc.HubAddress;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing works without a key that was proved for this hub, on this connection, now.
final class HubProofTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("under attack"));
  private static final Bytes NONCE = Bytes.wrap(new byte[32]);

  @TempDir Path directory;

  private final Person alice = Person.create();
  private final Person mallory = Person.create();
  private HubServer hub;

  @BeforeEach
  void start() {
    hub = TestHubs.tight(directory);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void hubWithAnotherCertificate_isRefusedBeforeAnythingIsSaid() {
    var wrong = new HubAddress("127.0.0.1", hub.port(), Samples.fingerprint("another hub"));
    try (var link = alice.impatientLinkTo(wrong)) {
      assertThatThrownBy(() -> link.createGroup(GROUP))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.rule()).isEqualTo(HubRule.WRONG_CERTIFICATE));
    }
    assertThat(hub.metrics().value(Counter.AUTHENTICATIONS)).isZero();
  }

  @Test
  void callsWithoutAProvedKey_areRefused_andAfterAFewTheConnectionIsCut() throws Exception {
    try (var raw = new RawClient(hub)) {
      for (int i = 0; i < 16; i++) {
        assertThat(RawCalls.ruleOf(() -> RawCalls.count(raw)))
            .contains(HubRule.NOT_AUTHENTICATED.name());
      }
      TestHubs.await("cut", () -> hub.metrics().value(Counter.CONNECTIONS_CUT) == 1);
    }
  }

  @Test
  void keyProvedOnOneConnection_countsOnNoOther() throws Exception {
    try (var first = new RawClient(hub);
        var second = new RawClient(hub)) {
      first.authenticate(hub, mallory);
      assertThat(RawCalls.count(first)).isZero();
      assertThat(RawCalls.ruleOf(() -> RawCalls.count(second)))
          .contains(HubRule.NOT_AUTHENTICATED.name());
    }
  }

  @Test
  void replayedProof_isRefused() throws Exception {
    try (var first = new RawClient(hub);
        var second = new RawClient(hub)) {
      var honest = first.challenge(alice.identity(), NONCE);
      var proof =
          RawClient.sign(alice, hub.fingerprint(), NONCE, honest.hubNonce, honest.exporter());
      assertThat(honest.prove(proof)).isEmpty();
      var replay = second.challenge(alice.identity(), NONCE);
      assertThat(replay.hubNonce).isNotEqualTo(honest.hubNonce);
      assertThat(replay.prove(proof)).contains(HubRule.BAD_PROOF.name());
      assertThat(RawCalls.ruleOf(() -> RawCalls.count(second)))
          .contains(HubRule.NOT_AUTHENTICATED.name());
    }
  }

  @Test
  void proofRelayedToAnotherConnection_isRefused() throws Exception {
    try (var alices = new RawClient(hub);
        var mallorys = new RawClient(hub)) {
      var asked = mallorys.challenge(alice.identity(), NONCE);
      var relayed = alices.challenge(alice.identity(), NONCE);
      var proof =
          RawClient.sign(alice, hub.fingerprint(), NONCE, asked.hubNonce, relayed.exporter());
      assertThat(asked.prove(proof)).contains(HubRule.BAD_PROOF.name());
    }
  }

  @Test
  void proofForAnotherHub_orOfAnotherKey_isRefused() throws Exception {
    try (var raw = new RawClient(hub)) {
      var first = raw.challenge(alice.identity(), NONCE);
      var other = Samples.fingerprint("another hub");
      assertThat(first.prove(RawClient.sign(alice, other, NONCE, first.hubNonce, first.exporter())))
          .contains(HubRule.BAD_PROOF.name());
      var second = raw.challenge(alice.identity(), NONCE);
      assertThat(
              second.prove(
                  RawClient.sign(
                      mallory, hub.fingerprint(), NONCE, second.hubNonce, second.exporter())))
          .contains(HubRule.BAD_PROOF.name());
    }
  }

  @Test
  void secondKeyOnOneConnection_isRefused_andTheFirstStays() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      var second = raw.challenge(alice.identity(), NONCE);
      var proof =
          RawClient.sign(alice, hub.fingerprint(), NONCE, second.hubNonce, second.exporter());
      assertThat(second.prove(proof)).contains(HubRule.BAD_PROOF.name());
      RawCalls.createAs(raw, GROUP);
      try (var link = alice.linkTo(hub)) {
        assertThatThrownBy(() -> link.createGroup(GROUP)).isInstanceOf(RefusedException.class);
      }
    }
  }

  @Test
  void stranger_readsNothing_whetherTheGroupExistsOrNot() throws Exception {
    try (var link = alice.linkTo(hub);
        var raw = new RawClient(hub)) {
      link.createGroup(GROUP);
      link.append(new ApplicationAppend(GROUP, Samples.messageId("m"), Samples.payload("m")));
      raw.authenticate(hub, mallory);
      var there = RawCalls.ruleOf(() -> RawCalls.read(raw, GROUP));
      assertThat(there).contains(HubRule.NOT_ON_ROSTER.name());
      assertThat(RawCalls.ruleOf(() -> RawCalls.read(raw, new HubGroupId(Bytes.of(1)))))
          .isEqualTo(there);
    }
  }
}
