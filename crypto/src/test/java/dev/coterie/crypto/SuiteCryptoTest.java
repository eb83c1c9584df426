package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CryptoMeter.Operation;
import dev.coterie.crypto.replay.SeededRandomSource;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SuiteCryptoTest {
  private static final Bytes TEXT = Bytes.ofUtf8("text");
  private static final Bytes AAD = Bytes.ofUtf8("associated data");

  @ParameterizedTest
  @CsvSource({
    "1, 32, 16, 32, 32, 32, ED25519", "2, 32, 16, 32, 65, 32, ECDSA_P256",
    "3, 32, 32, 32, 32, 32, ED25519", "4, 64, 32, 64, 56, 56, ED448",
    "5, 64, 32, 64, 133, 66, ECDSA_P521", "6, 64, 32, 64, 56, 56, ED448",
    "7, 48, 32, 48, 97, 48, ECDSA_P384"
  })
  void parameters_ofEachCode_areThoseOfTheRegistry(
      int code, int hash, int key, int secret, int open, int closed, SignatureScheme scheme) {
    var suite = CipherSuite.of(code).orElseThrow();
    assertThat(suite.code()).isEqualTo(code);
    assertThat(suite.hashSize()).isEqualTo(hash);
    assertThat(suite.keySize()).isEqualTo(key);
    assertThat(suite.nonceSize()).isEqualTo(12);
    assertThat(suite.tagSize()).isEqualTo(16);
    assertThat(suite.kemSecretSize()).isEqualTo(secret);
    assertThat(suite.kemPublicSize()).isEqualTo(open);
    assertThat(suite.kemPrivateSize()).isEqualTo(closed);
    assertThat(suite.signature()).isEqualTo(scheme);
    assertThat(SignatureScheme.of(scheme.code())).contains(scheme);
  }

  @Test
  void providers_ofASuite_areNamed() {
    var choice = CryptoChoice.parse("default,chacha20poly1305=jdk");
    assertThat(SuiteCrypto.of(CipherSuite.X448_CHACHA20_SHA512_ED448, choice).providers())
        .containsEntry("SHA512", "JDK")
        .containsEntry("CHACHA20_POLY1305", "JDK")
        .containsEntry("X448", "Bouncy Castle")
        .containsEntry("ED448", "Bouncy Castle");
  }

  /// More keys than are remembered, each checked twice in turn: a remembered key never answers for
  /// another.
  @Test
  void verify_manyKeysInTurn_eachByItsOwn() {
    var crypto = SignatureCrypto.of(SignatureScheme.ED25519);
    var random = SeededRandomSource.notRandomForReplayOnly(13);
    var pairs = new ArrayList<SignatureKeyPair>();
    for (int i = 0; i < 700; i++) {
      pairs.add(crypto.generateKeyPair(random));
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < pairs.size(); i++) {
        var signature = crypto.sign(pairs.get(i).privateKey(), TEXT);
        var next = pairs.get((i + 1) % pairs.size()).publicKey();
        assertThat(crypto.verify(pairs.get(i).publicKey(), TEXT, signature)).isTrue();
        assertThat(crypto.verify(next, TEXT, signature)).isFalse();
      }
    }
  }

  @Test
  void code_ofNoSuite_isAbsent() {
    assertThat(CipherSuite.of(0)).isEmpty();
    assertThat(CipherSuite.of(8)).isEmpty();
    assertThat(CipherSuite.of(0x0a0a)).isEmpty();
    assertThat(SignatureScheme.of(0x0804)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void seal_changedInAnyPart_isRefused(CipherSuite suite) {
    var crypto = SuiteCrypto.of(suite);
    var random = SeededRandomSource.notRandomForReplayOnly(7);
    var key = random.secret(suite.keySize());
    var nonce = random.secret(suite.nonceSize());
    var sealed = crypto.seal(key, nonce, AAD, TEXT);
    assertThat(crypto.open(key, nonce, AAD, sealed)).isEqualTo(TEXT);
    for (int at = 0; at < sealed.size(); at++) {
      var changed = sealed.toArray();
      changed[at] ^= 1;
      refused(crypto, key, nonce, AAD, Bytes.wrap(changed));
      refused(crypto, key, nonce, AAD, sealed.slice(0, at));
    }
    refused(crypto, key, nonce, AAD, Bytes.concat(sealed, Bytes.of(0)));
    refused(crypto, key, nonce, AAD.slice(1), sealed);
    refused(crypto, key, Secret.zeros(12), AAD, sealed);
    refused(crypto, Secret.zeros(suite.keySize()), nonce, AAD, sealed);
    assertThatThrownBy(() -> crypto.seal(key, Secret.zeros(11), AAD, TEXT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> crypto.seal(Secret.zeros(17), nonce, AAD, TEXT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(
      SuiteCrypto crypto, Secret key, Secret nonce, Bytes aad, Bytes ciphertext) {
    var refused =
        assertThrows(RefusedException.class, () -> crypto.open(key, nonce, aad, ciphertext));
    assertThat(refused.rule()).isEqualTo(CryptoRule.AEAD_OPEN);
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void mac_ofOtherDataOrKey_doesNotMatch(CipherSuite suite) {
    var crypto = SuiteCrypto.of(suite);
    var key = Secret.copyOf(Bytes.ofUtf8("key"));
    var tag = crypto.mac(key, TEXT);
    assertThat(tag.size()).isEqualTo(suite.hashSize());
    assertThat(crypto.macMatches(key, TEXT, tag)).isTrue();
    assertThat(crypto.macMatches(key, AAD, tag)).isFalse();
    assertThat(crypto.macMatches(key, TEXT, tag.slice(1))).isFalse();
    assertThat(crypto.macMatches(Secret.zeros(3), TEXT, tag)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void encrypted_withOtherLabelContextOrKey_isRefused(CipherSuite suite) {
    var crypto = SuiteCrypto.of(suite);
    var random = SeededRandomSource.notRandomForReplayOnly(8);
    var pair = crypto.generateKeyPair(random);
    var other = crypto.generateKeyPair(random);
    crypto.validate(pair.publicKey());
    try (var secret = Secret.copyOf(TEXT)) {
      var sealed = crypto.encryptWithLabel(pair.publicKey(), "label", AAD, secret, random);
      var own = pair.privateKey();
      assertThat(crypto.decryptWithLabel(own, "label", AAD, sealed).matches(TEXT)).isTrue();
      assertThatThrownBy(() -> crypto.decryptWithLabel(own, "other", AAD, sealed))
          .isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> crypto.decryptWithLabel(own, "label", TEXT, sealed))
          .isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> crypto.decryptWithLabel(other.privateKey(), "label", AAD, sealed))
          .isInstanceOf(RefusedException.class);
      var shorter = new HpkeCiphertext(sealed.kemOutput().slice(1), sealed.ciphertext());
      var refused =
          assertThrows(
              RefusedException.class, () -> crypto.decryptWithLabel(own, "label", AAD, shorter));
      assertThat(refused.rule()).isEqualTo(CryptoRule.HPKE_PUBLIC_KEY);
    }
  }

  @Test
  void validate_pointsThatAreNone_refusedByRule() {
    var crypto = SuiteCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    var zero = new HpkePublicKey(Bytes.wrap(new byte[32]));
    var random = SeededRandomSource.notRandomForReplayOnly(9);
    assertThat(assertThrows(RefusedException.class, () -> crypto.validate(zero)).rule())
        .isEqualTo(CryptoRule.DH_ZERO);
    assertThatThrownBy(() -> crypto.encryptWithLabel(zero, "l", AAD, TEXT, random))
        .isInstanceOf(RefusedException.class);
    var key = new SignaturePublicKey(Bytes.wrap(new byte[32]));
    assertThat(assertThrows(RefusedException.class, () -> crypto.validate(key)).rule())
        .isEqualTo(CryptoRule.SIGNATURE_PUBLIC_KEY);
    assertThat(crypto.verify(key, TEXT, Bytes.wrap(new byte[64]))).isFalse();
    crypto.validate(crypto.generateSignatureKeyPair(random).publicKey());
  }

  @Test
  void privateKeys_ofAnotherSuite_areMisuse() {
    var first = SuiteCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    var second = SuiteCrypto.of(CipherSuite.P256_AES128GCM_SHA256_P256);
    var random = SeededRandomSource.notRandomForReplayOnly(10);
    var pair = first.generateKeyPair(random);
    var signer = first.generateSignatureKeyPair(random);
    var sealed = first.encryptWithLabel(pair.publicKey(), "l", AAD, TEXT, random);
    assertThatThrownBy(() -> second.decryptWithLabel(pair.privateKey(), "l", AAD, sealed))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> second.sign(signer.privateKey(), TEXT))
        .isInstanceOf(IllegalArgumentException.class);
    var third = SuiteCrypto.of(CipherSuite.X25519_CHACHA20_SHA256_ED25519);
    assertThat(third.verify(signer.publicKey(), TEXT, third.sign(signer.privateKey(), TEXT)))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void privateKeys_closed_areOfNoUseButTheirCopies(CipherSuite suite) {
    var crypto = SuiteCrypto.of(suite);
    var random = SeededRandomSource.notRandomForReplayOnly(11);
    var pair = crypto.generateKeyPair(random);
    var sealed = crypto.encryptWithLabel(pair.publicKey(), "l", AAD, TEXT, random);
    try (var copy = pair.privateKey().copy()) {
      pair.close();
      assertThatThrownBy(() -> pair.privateKey().secret().copy())
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> crypto.decryptWithLabel(pair.privateKey(), "l", AAD, sealed))
          .isInstanceOf(IllegalStateException.class);
      assertThat(crypto.decryptWithLabel(copy, "l", AAD, sealed).matches(TEXT)).isTrue();
    }
    var signer = crypto.generateSignatureKeyPair(random);
    try (var copy = signer.privateKey().copy()) {
      signer.close();
      assertThatThrownBy(() -> crypto.sign(signer.privateKey(), TEXT))
          .isInstanceOf(IllegalStateException.class);
      assertThat(crypto.verify(signer.publicKey(), TEXT, crypto.sign(copy, TEXT))).isTrue();
      assertThat(copy.toString()).doesNotContain(signer.publicKey().value().toHex());
    }
  }

  @Test
  void counted_eachOperation_countsOnceWhereItBelongs() {
    var meter = new CryptoMeter.Totals();
    var suite = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
    var plain = SuiteCrypto.of(suite);
    var crypto = plain.counted(meter);
    var random = SeededRandomSource.notRandomForReplayOnly(12);
    var pair = crypto.deriveKeyPair(Secret.zeros(32));
    var signer = crypto.generateSignatureKeyPair(random);
    crypto.refHash("l", crypto.hash(TEXT, AAD));
    var sealed = crypto.encryptWithLabel(pair.publicKey(), "l", AAD, TEXT, random);
    crypto.decryptWithLabel(pair.privateKey(), "l", AAD, sealed).close();
    var exported = crypto.sendExport(pair.publicKey(), TEXT, AAD, 16, random);
    crypto.receiveExport(pair.privateKey(), exported.kemOutput(), TEXT, AAD, 16).close();
    crypto.verifyWithLabel(
        signer.publicKey(), "l", TEXT, crypto.signWithLabel(signer.privateKey(), "l", TEXT));
    var key = crypto.expand(crypto.extract(Secret.zeros(32), Secret.zeros(32)), TEXT, 16);
    crypto.open(key, Secret.zeros(12), AAD, crypto.seal(key, Secret.zeros(12), AAD, TEXT));
    crypto.macMatches(key, TEXT, TEXT);
    plain.hash(TEXT);
    assertThat(meter.snapshot())
        .containsEntry(Operation.HASH, 2L)
        .containsEntry(Operation.MAC, 1L)
        .containsEntry(Operation.KDF, 2L)
        .containsEntry(Operation.AEAD_SEAL, 1L)
        .containsEntry(Operation.AEAD_OPEN, 1L)
        .containsEntry(Operation.HPKE_SEAL, 2L)
        .containsEntry(Operation.HPKE_OPEN, 2L)
        .containsEntry(Operation.HPKE_DERIVE, 1L)
        .containsEntry(Operation.SIGN, 1L)
        .containsEntry(Operation.VERIFY, 1L);
    meter.reset();
    assertThat(meter.of(Operation.HASH)).isZero();
  }
}
