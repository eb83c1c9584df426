package dev.coterie.hubapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.hubapi.HubAuthentication.Transcript;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A proof holds for one hub, one key, one pair of nonces and one connection.
final class HubAuthenticationTest {
  private static final Fingerprint HUB = Fingerprint.of(Bytes.ofUtf8("cert"));

  @Test
  void transcript_hasAKnownEncoding() {
    var octets = new byte[32];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    var transcript =
        new Transcript(
            HUB, HubIdentity.of(0x0807, Bytes.wrap(octets)), filled(1), filled(2), filled(3));
    assertThat(transcript.encode().toHex())
        .isEqualTo(
            "06298432e8066b29e2223bcc23aa9504b56ae508fabf3435508869b9c3190e22"
                + "080720000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c"
                + "1d1e1f0101010101010101010101010101010101010101010101010101010101"
                + "0101010202020202020202020202020202020202020202020202020202020202"
                + "0202020303030303030303030303030303030303030303030303030303030303"
                + "030303");
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void proof_holdsForItsTranscriptOnly(CipherSuite suite) {
    var crypto = SuiteCrypto.of(suite);
    try (var keys = crypto.generateSignatureKeyPair(RandomSource.system());
        var others = crypto.generateSignatureKeyPair(RandomSource.system())) {
      var client = HubIdentity.of(suite, keys.publicKey());
      var other = HubIdentity.of(suite, others.publicKey());
      var transcript = new Transcript(HUB, client, filled(1), filled(2), filled(3));
      var proof = HubAuthentication.sign(transcript, keys.privateKey());
      assertThat(HubAuthentication.verify(transcript, proof)).isTrue();
      var elsewhere = Fingerprint.of(Bytes.ofUtf8("another hub"));
      for (var changed :
          new Transcript[] {
            new Transcript(elsewhere, client, filled(1), filled(2), filled(3)),
            new Transcript(HUB, other, filled(1), filled(2), filled(3)),
            new Transcript(HUB, client, filled(9), filled(2), filled(3)),
            new Transcript(HUB, client, filled(1), filled(9), filled(3)),
            new Transcript(HUB, client, filled(1), filled(2), filled(9))
          }) {
        assertThat(HubAuthentication.verify(changed, proof)).isFalse();
      }
      assertThat(HubAuthentication.verify(transcript, Bytes.EMPTY)).isFalse();
      assertThat(
              crypto.verifyWithLabel(
                  keys.publicKey(), "FramedContentTBS", transcript.encode(), proof))
          .as("no signature of MLS")
          .isFalse();
    }
  }

  @Test
  void identity_refusesKeysOfAnotherLength_andUnknownSchemes() {
    for (var scheme : SignatureScheme.values()) {
      var key = Bytes.wrap(new byte[scheme.publicSize()]);
      assertThat(HubIdentity.of(scheme.code(), key).algorithm()).isEqualTo(scheme);
      assertThatThrownBy(() -> new HubIdentity(scheme, key.slice(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> HubIdentity.of(0x0401, filled(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Transcript(
                    HUB, HubIdentity.of(0x0807, filled(1)), HUB.value(), HUB.value(), Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Bytes filled(int value) {
    var octets = new byte[32];
    Arrays.fill(octets, (byte) value);
    return Bytes.wrap(octets);
  }
}
