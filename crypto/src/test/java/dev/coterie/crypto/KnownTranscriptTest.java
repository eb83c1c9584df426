package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.replay.SeededRandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each suite made of fixed inputs when it agreed with the official vectors, as one hash: so
/// that the repository notices a change of any octet without those files at hand.
final class KnownTranscriptTest {
  @ParameterizedTest
  @CsvSource({
    "1, 3c32d3392c4f1e5bcd4c57e53f03de41",
    "2, 9c1e072b75e37d69db860b5640e1027d",
    "3, ac91c4a046f9f05ffb8403c88789a572",
    "4, 88f8d954b66d5f9a64c83e17ca227bce",
    "5, c71842b1979b9b140fe77ef264e9f10d",
    "6, 520a697d98482b17c5acc9e89c536c0c",
    "7, c1cfe6a8bd3ba8fd4777a50238fffd10"
  })
  void operations_onFixedInputs_giveWhatTheyAlwaysGave(int code, String expected) {
    var suite = CipherSuite.of(code).orElseThrow();
    var crypto = SuiteCrypto.of(suite);
    var random = SeededRandomSource.notRandomForReplayOnly(code);
    var label = "label";
    var text = Bytes.ofUtf8("some text");
    var secret = random.secret(suite.hashSize());
    var pair = crypto.generateKeyPair(random);
    var signer = crypto.generateSignatureKeyPair(random);
    var sealed = crypto.encryptWithLabel(pair.publicKey(), label, text, text, random);
    var exported = crypto.sendExport(pair.publicKey(), text, text, 40, random);
    var key = crypto.expand(secret, text, suite.keySize());
    var out =
        new WireWriter()
            .opaque(crypto.refHash(label, text))
            .opaque(crypto.mac(secret, text))
            .opaque(open(crypto.extract(secret, secret)))
            .opaque(open(crypto.expandWithLabel(secret, label, text, 99)))
            .opaque(open(crypto.deriveSecret(secret, label)))
            .opaque(open(crypto.deriveTreeSecret(secret, label, 0xffff_ffffL, 20)))
            .opaque(crypto.seal(key, Secret.zeros(12), text, text))
            .opaque(pair.publicKey().value())
            .opaque(open(pair.privateKey().secret()))
            .opaque(sealed.kemOutput())
            .opaque(sealed.ciphertext())
            .opaque(exported.kemOutput())
            .opaque(open(exported.secret()))
            .opaque(signer.publicKey().value())
            .opaque(crypto.signWithLabel(signer.privateKey(), label, text));
    assertThat(crypto.hash(out.toBytes()).slice(0, 16).toHex()).isEqualTo(expected);
  }

  private static Bytes open(Secret secret) {
    return secret.export(KeyExport.dangerously());
  }
}
