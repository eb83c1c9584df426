package dev.coterie.mls.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.PaddingPolicy;
import dev.coterie.mls.policy.SecretTreeRule;
import dev.coterie.mls.schedule.RatchetKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FramingTest {
  private static final ApplicationData HELLO = new ApplicationData(Bytes.ofUtf8("hello"));
  private static final Proposal REMOVE = new Proposal.Remove(new LeafIndex(0));
  private static final Commit COMMIT = new Commit(List.of(), Optional.empty());

  private static FramingWorld world() {
    return new FramingWorld(CipherSuite.of(1).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void handshakes_throughBothEnvelopes_arriveWhole(CipherSuite suite) {
    var world = new FramingWorld(suite);
    for (var content : List.of(REMOVE, COMMIT)) {
      var inPublic = world.sign(WireFormat.PUBLIC_MESSAGE, content);
      assertThat(world.open().open(world.open().seal(inPublic), world)).isEqualTo(inPublic);
      var inPrivate = world.sign(WireFormat.PRIVATE_MESSAGE, content);
      assertThat(content(world.receive(world.seal(inPrivate)))).isEqualTo(inPrivate);
    }
  }

  @ParameterizedTest
  @EnumSource
  void applicationData_outOfOrder_opensOnceEach(CipherSuite suite) {
    var world = new FramingWorld(suite);
    var content = world.sign(WireFormat.PRIVATE_MESSAGE, HELLO);
    var first = world.seal(content);
    var second = world.seal(content);
    assertThat(content(world.receive(second))).isEqualTo(content);
    assertThat(content(world.receive(first))).isEqualTo(content);
    for (var message : List.of(first, second)) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> world.receive(message))
          .satisfies(e -> assertThat(e.rule()).isEqualTo(SecretTreeRule.GENERATION_SPENT));
    }
  }

  private static AuthenticatedContent content(Opened opened) {
    assertThat(opened).isInstanceOf(Opened.Authentic.class);
    return ((Opened.Authentic) opened).content();
  }

  /// Forged messages cost the true sender nothing (KS-08).
  @ParameterizedTest
  @EnumSource
  void privateMessage_changedAnywhere_isRefusedAndTheTreeStays(CipherSuite suite) {
    var world = new FramingWorld(suite);
    var message = world.seal(world.sign(WireFormat.PRIVATE_MESSAGE, HELLO));
    var before = Set.copyOf(world.listenerTree.rows());
    for (int at : new int[] {0, 20, message.ciphertext().size() - 1}) {
      refused(world, with(message, flipped(message.ciphertext(), at), message.authenticatedData()));
    }
    refused(world, with(message, message.ciphertext(), Bytes.ofUtf8("other")));
    refused(world, with(message, Bytes.EMPTY, message.authenticatedData()));
    refused(world, withSenderData(message, flipped(message.encryptedSenderData(), 3)));
    refused(world, withSenderData(message, Bytes.EMPTY));
    assertThat(Set.copyOf(world.listenerTree.rows())).isEqualTo(before);
    content(world.receive(message));
  }

  private static void refused(FramingWorld world, PrivateMessage message) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> world.receive(message))
        .satisfies(e -> assertThat(e.rule()).isEqualTo(FramingRule.UNOPENABLE));
  }

  private static Bytes flipped(Bytes bytes, int at) {
    byte[] octets = bytes.toArray();
    octets[at] ^= 1;
    return Bytes.wrap(octets);
  }

  private static PrivateMessage with(PrivateMessage message, Bytes ciphertext, Bytes data) {
    return new PrivateMessage(
        message.groupId(),
        message.epoch(),
        message.contentType(),
        data,
        message.encryptedSenderData(),
        ciphertext);
  }

  private static PrivateMessage withSenderData(PrivateMessage message, Bytes senderData) {
    return new PrivateMessage(
        message.groupId(),
        message.epoch(),
        message.contentType(),
        message.authenticatedData(),
        senderData,
        message.ciphertext());
  }

  /// Opened and then refused: the key is gone, the rows say so, nothing is released (KS-09).
  @Test
  void privateMessage_signedByAnother_spendsItsKeyOnly() {
    var world = world();
    var forged =
        world.sign(
            WireFormat.PRIVATE_MESSAGE,
            new dev.coterie.mls.message.Sender.Member(FramingWorld.SPEAKER),
            HELLO,
            world.context,
            world.server);
    var message = world.seal(forged);
    var spoiled = (Opened.Spoiled) world.receive(message);
    assertThat(((RefusedException) spoiled.why()).rule()).isEqualTo(FramingRule.SIGNATURE);
    assertThat(spoiled.rows().isEmpty()).isFalse();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> world.receive(message))
        .satisfies(e -> assertThat(e.rule()).isEqualTo(SecretTreeRule.GENERATION_SPENT));
    content(world.receive(world.seal(world.sign(WireFormat.PRIVATE_MESSAGE, HELLO))));
  }

  @ParameterizedTest
  @EnumSource
  void membershipTag_shortened_isRefused(CipherSuite suite) {
    var world = new FramingWorld(suite);
    var sealed = world.open().seal(world.sign(WireFormat.PUBLIC_MESSAGE, REMOVE));
    Bytes tag = sealed.membershipTag().orElseThrow();
    assertThat(tag.size()).isEqualTo(suite.hashSize());
    for (int size = 0; size < tag.size(); size++) {
      var cut = new PublicMessage(sealed.content(), sealed.auth(), Optional.of(tag.slice(0, size)));
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> world.open().open(cut, world))
          .satisfies(e -> assertThat(e.rule()).isEqualTo(FramingRule.MEMBERSHIP_TAG));
    }
  }

  /// An empty signature is a signature that does not verify (FR-15).
  @Test
  void signature_empty_isRefusedInBothEnvelopes() {
    var world = world();
    var signed = world.sign(WireFormat.PUBLIC_MESSAGE, REMOVE);
    var unsigned =
        new AuthenticatedContent(
            WireFormat.PUBLIC_MESSAGE, signed.content(), FramedContentAuthData.signed(Bytes.EMPTY));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> world.open().open(world.open().seal(unsigned), world))
        .satisfies(e -> assertThat(e.rule()).isEqualTo(FramingRule.SIGNATURE));
    var hidden =
        new AuthenticatedContent(
            WireFormat.PRIVATE_MESSAGE,
            signed.content(),
            FramedContentAuthData.signed(Bytes.EMPTY));
    assertThat(world.receive(world.seal(hidden))).isInstanceOf(Opened.Spoiled.class);
  }

  /// Another envelope than the signed one, or another group context (FR-11).
  @Test
  void signature_forAnotherEnvelopeOrContext_isRefused() {
    var world = world();
    var rewrapped = world.sign(WireFormat.PUBLIC_MESSAGE, REMOVE);
    var message =
        world.seal(
            new AuthenticatedContent(
                WireFormat.PRIVATE_MESSAGE, rewrapped.content(), rewrapped.auth()));
    assertThat(world.receive(message)).isInstanceOf(Opened.Spoiled.class);
    var elsewhere =
        world.sign(
            WireFormat.PRIVATE_MESSAGE,
            rewrapped.content().sender(),
            HELLO,
            world.context.withTreeHash(Bytes.EMPTY),
            world.speaker);
    assertThat(world.receive(world.seal(elsewhere))).isInstanceOf(Opened.Spoiled.class);
  }

  @Test
  void reuseGuard_isFreshForEachMessage() {
    var world = world();
    Set<Bytes> guards = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      var message = world.seal(world.sign(WireFormat.PRIVATE_MESSAGE, HELLO));
      guards.add(world.hidden().senderData(message).reuseGuard());
    }
    assertThat(guards).hasSize(50);
  }

  @Test
  void padding_makesSizesAlike() {
    Set<Integer> sizes = new HashSet<>();
    var world = world();
    for (int length : new int[] {0, 1, 50, 150}) {
      var data = new ApplicationData(Bytes.wrap(new byte[length]));
      sizes.add(world.seal(world.sign(WireFormat.PRIVATE_MESSAGE, data)).ciphertext().size());
    }
    assertThat(sizes).hasSize(1);
    assertThat(PaddingPolicy.NONE.paddingFor(5)).isZero();
    assertThat(PaddingPolicy.SAFE.paddingFor(256)).isZero();
    assertThat(PaddingPolicy.SAFE.paddingFor(257)).isEqualTo(255);
    assertThat(PaddingPolicy.SAFE.paddingFor(70_000)).isZero();
  }

  @Test
  void sealing_withTheWrongEnvelope_spendsTheKeyAndIsMisuse() {
    var world = world();
    var content = world.sign(WireFormat.PUBLIC_MESSAGE, REMOVE);
    var key = world.speakerTree.nextSendingKey(FramingWorld.SPEAKER, RatchetKind.HANDSHAKE);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> world.hidden().seal(content, key, PaddingPolicy.NONE, world.random));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> key.key().key().copy());
    assertThat(RatchetKind.of(ContentType.COMMIT)).isEqualTo(RatchetKind.HANDSHAKE);
    var next = world.speakerTree.nextSendingKey(FramingWorld.SPEAKER, RatchetKind.HANDSHAKE);
    assertThat(next.rows()).isEqualTo(key.rows());
  }
}
