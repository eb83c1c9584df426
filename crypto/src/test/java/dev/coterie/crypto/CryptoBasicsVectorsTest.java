package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.replay.SeededRandomSource;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// The working group's `crypto-basics.json`: every labelled operation, every suite.
final class CryptoBasicsVectorsTest {
  @Test
  void cryptoBasics_everySuite_agrees() {
    var seen = new HashSet<CipherSuite>();
    for (var entry : Json.sharedVectors("mls/crypto-basics.json")) {
      var suite = CipherSuite.of(entry.number("cipher_suite")).orElseThrow();
      seen.add(suite);
      derivations(SuiteCrypto.of(suite), entry);
      signature(SuiteCrypto.of(suite), entry.get("sign_with_label"));
      encryption(SuiteCrypto.of(suite), entry.get("encrypt_with_label"));
    }
    assertThat(seen).containsExactlyInAnyOrder(CipherSuite.values());
  }

  private static void derivations(SuiteCrypto crypto, Json entry) {
    var ref = entry.get("ref_hash");
    assertThat(crypto.refHash(ref.text("label"), ref.hex("value"))).isEqualTo(ref.hex("out"));
    var expand = entry.get("expand_with_label");
    assertThat(
            crypto
                .expandWithLabel(
                    expand.secret("secret"),
                    expand.text("label"),
                    expand.hex("context"),
                    expand.number("length"))
                .matches(expand.hex("out")))
        .isTrue();
    var derive = entry.get("derive_secret");
    assertThat(
            crypto
                .deriveSecret(derive.secret("secret"), derive.text("label"))
                .matches(derive.hex("out")))
        .isTrue();
    var tree = entry.get("derive_tree_secret");
    assertThat(
            crypto
                .deriveTreeSecret(
                    tree.secret("secret"),
                    tree.text("label"),
                    tree.longNumber("generation"),
                    tree.number("length"))
                .matches(tree.hex("out")))
        .isTrue();
  }

  private static void signature(SuiteCrypto crypto, Json entry) {
    var key = crypto.importSignaturePrivateKey(entry.secret("priv"));
    var publicKey = new SignaturePublicKey(entry.hex("pub"));
    assertThat(key.publicKey()).isEqualTo(publicKey);
    var label = entry.text("label");
    var content = entry.hex("content");
    assertThat(crypto.verifyWithLabel(publicKey, label, content, entry.hex("signature"))).isTrue();
    var own = crypto.signWithLabel(key, label, content);
    assertThat(crypto.verifyWithLabel(publicKey, label, content, own)).isTrue();
    assertThat(crypto.verifyWithLabel(publicKey, label + "x", content, own)).isFalse();
  }

  private static void encryption(SuiteCrypto crypto, Json entry) {
    var key = crypto.importHpkePrivateKey(entry.secret("priv"));
    var label = entry.text("label");
    var context = entry.hex("context");
    var plaintext = entry.hex("plaintext");
    assertThat(key.publicKey().value()).isEqualTo(entry.hex("pub"));
    var ciphertext = new HpkeCiphertext(entry.hex("kem_output"), entry.hex("ciphertext"));
    assertThat(crypto.decryptWithLabel(key, label, context, ciphertext).matches(plaintext))
        .isTrue();
    var random = SeededRandomSource.notRandomForReplayOnly(1);
    var own =
        crypto.encryptWithLabel(
            new HpkePublicKey(entry.hex("pub")), label, context, plaintext, random);
    assertThat(crypto.decryptWithLabel(key, label, context, own).matches(plaintext)).isTrue();
    assertThat(HpkeCiphertext.CODEC.decode(HpkeCiphertext.CODEC.encode(own))).isEqualTo(own);
    assertThat(own.ciphertext().size() - plaintext.size()).isEqualTo(crypto.suite().tagSize());
    assertThat(own.kemOutput()).isNotEqualTo(Bytes.EMPTY);
  }
}
