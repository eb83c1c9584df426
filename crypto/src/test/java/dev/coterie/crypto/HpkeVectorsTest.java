package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The vectors of RFC 9180: five KEMs, two KDFs, three AEADs and the export-only one, four modes.
final class HpkeVectorsTest {
  @Test
  void rfc9180_everyEntry_agreesOnBothSides() {
    Set<Integer> modes = new HashSet<>();
    Set<Kem> kems = EnumSet.noneOf(Kem.class);
    for (var entry : Json.sharedVectors("hpke/rfc9180.json")) {
      var suite = suite(entry);
      modes.add(entry.number("mode"));
      kems.add(suite.kem());
      check(Hpke.of(suite), entry);
    }
    assertThat(modes).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(kems).contains(Kem.P256, Kem.P521, Kem.X25519, Kem.X448);
  }

  private static HpkeSuite suite(Json entry) {
    var kem =
        Arrays.stream(Kem.values())
            .filter(k -> k.id() == entry.number("kem_id"))
            .findFirst()
            .orElseThrow();
    var kdf = entry.number("kdf_id") == 1 ? HashAlgorithm.SHA256 : HashAlgorithm.SHA512;
    var aead =
        Arrays.stream(AeadAlgorithm.values())
            .filter(a -> a.hpkeId() == entry.number("aead_id"))
            .findFirst();
    var suite = new HpkeSuite(kem, kdf, aead);
    assertThat(suite.kdfId()).isEqualTo(entry.number("kdf_id"));
    assertThat(suite.aeadId()).isEqualTo(entry.number("aead_id"));
    return suite;
  }

  private static void check(Hpke hpke, Json entry) {
    var own = hpke.deriveKeyPair(entry.secret("ikmR"));
    assertThat(own.publicKey().value()).isEqualTo(entry.hex("pkRm"));
    assertThat(own.privateKey().secret().matches(entry.hex("skRm"))).isTrue();
    var info = entry.hex("info");
    var ikm = entry.hex("ikmE");
    try (var sender =
            hpke.sender(own.publicKey(), info, senderMode(hpke, entry), out -> ikm.copyTo(out, 0));
        var receiver =
            hpke.receiver(own.privateKey(), entry.hex("enc"), info, receiverMode(entry))) {
      assertThat(sender.kemOutput()).isEqualTo(entry.hex("enc"));
      encryptions(sender.context(), receiver, entry);
      for (var export : entry.get("exports").list()) {
        var context = export.hex("exporter_context");
        int length = export.number("L");
        var expected = export.hex("exported_value");
        assertThat(sender.context().export(context, length).matches(expected)).isTrue();
        assertThat(receiver.export(context, length).matches(expected)).isTrue();
      }
    }
  }

  private static void encryptions(HpkeContext sender, HpkeContext receiver, Json entry) {
    var base = entry.hex("base_nonce");
    for (var message : entry.get("encryptions").list()) {
      var nonce = message.hex("nonce");
      int number = (nonce.at(10) ^ base.at(10)) << 8 | (nonce.at(11) ^ base.at(11));
      sender.skipTo(number);
      receiver.skipTo(number);
      var sealed = sender.seal(message.hex("aad"), message.hex("pt"));
      assertThat(sealed).isEqualTo(message.hex("ct"));
      assertThat(receiver.open(message.hex("aad"), sealed).matches(message.hex("pt"))).isTrue();
    }
  }

  private static HpkeMode<HpkePrivateKey> senderMode(Hpke hpke, Json entry) {
    return switch (entry.number("mode")) {
      case 0 -> new HpkeMode.Base<>();
      case 1 -> new HpkeMode.Psk<>(psk(entry));
      case 2 -> new HpkeMode.Auth<>(hpke.importPrivateKey(entry.secret("skSm")));
      default -> new HpkeMode.AuthPsk<>(hpke.importPrivateKey(entry.secret("skSm")), psk(entry));
    };
  }

  private static HpkeMode<HpkePublicKey> receiverMode(Json entry) {
    Optional<HpkePublicKey> key = Optional.of(entry.hex("pkSm")).map(HpkePublicKey::new);
    return switch (entry.number("mode")) {
      case 0 -> new HpkeMode.Base<>();
      case 1 -> new HpkeMode.Psk<>(psk(entry));
      case 2 -> new HpkeMode.Auth<>(key.orElseThrow());
      default -> new HpkeMode.AuthPsk<>(key.orElseThrow(), psk(entry));
    };
  }

  private static HpkePsk psk(Json entry) {
    Bytes id = entry.hex("psk_id");
    return new HpkePsk(entry.secret("psk"), id);
  }
}
