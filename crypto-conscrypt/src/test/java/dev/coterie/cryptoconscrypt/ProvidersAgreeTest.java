package dev.coterie.cryptoconscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever one provider makes, every other reads; and where there is only one right answer, all
/// give it.
final class ProvidersAgreeTest {
  private static final Bytes INFO = Bytes.ofUtf8("info");

  private static byte[] octets(long seed, int size) {
    return SeededRandomSource.notRandomForReplayOnly(seed).bytes(size).toArray();
  }

  private static byte[] scalar(long seed, int size, boolean nist) {
    var scalar = octets(seed, size);
    if (nist) {
      scalar[0] = 0; // below the order of every curve
    }
    return scalar;
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void agreement_everyPair_isOneSecret(Curve curve) {
    Set<String> who = new HashSet<>();
    for (long seed = 0; seed < 4; seed++) {
      Set<Bytes> secrets = new HashSet<>();
      Set<Bytes> publics = new HashSet<>();
      var own = scalar(2 * seed, curve.privateSize(), curve.isNist());
      var peer = scalar(2 * seed + 1, curve.privateSize(), curve.isNist());
      Providers.pairs(provider -> provider.diffieHellman(curve))
          .forEach(
              pair -> {
                who.add(pair.one().provider().name());
                var left = pair.one().primitive();
                var right = pair.other().primitive();
                try (var alice = left.importPrivate(own);
                    var bob = right.importPrivate(peer)) {
                  publics.add(alice.publicKey());
                  var bobs = left.importPublic(bob.publicKey().toArray());
                  var alices = right.importPublic(alice.publicKey().toArray());
                  secrets.add(Bytes.wrap(alice.agree(bobs)));
                  secrets.add(Bytes.wrap(bob.agree(alices)));
                }
              });
      assertThat(secrets).hasSize(1);
      assertThat(publics).hasSize(1);
    }
    boolean everybody = curve == Curve.X25519 || curve == Curve.P256;
    assertThat(who).contains("JDK", "Bouncy Castle").hasSize(everybody ? 3 : 2);
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void signature_everyPair_isVerifiedByTheOther(SignatureScheme scheme) {
    Set<String> who = new HashSet<>();
    var seed = scalar(7, scheme.privateSize(), !scheme.isEdwards());
    for (int size : new int[] {0, 1, 63, 64, 65, 1000, 70_000}) {
      var message = octets(size, size);
      Set<Bytes> signatures = new HashSet<>();
      Set<Bytes> publics = new HashSet<>();
      Providers.pairs(provider -> provider.signatures(scheme))
          .forEach(
              pair -> {
                who.add(pair.one().provider().name());
                try (var key = pair.one().primitive().importPrivate(seed)) {
                  publics.add(key.publicKey());
                  var signature = key.sign(message);
                  signatures.add(Bytes.copyOf(signature));
                  var judge = pair.other().primitive().importPublic(key.publicKey().toArray());
                  assertThat(judge.verify(message, signature)).as("%s", pair).isTrue();
                  signature[signature.length / 3] ^= 4;
                  assertThat(judge.verify(message, signature)).as("%s", pair).isFalse();
                }
              });
      assertThat(publics).hasSize(1);
      if (scheme.isEdwards()) {
        assertThat(signatures).as("RFC 8032 is deterministic").hasSize(1);
      }
    }
    boolean everybody = scheme == SignatureScheme.ED25519 || scheme == SignatureScheme.ECDSA_P256;
    assertThat(who).contains("JDK", "Bouncy Castle").hasSize(everybody ? 3 : 2);
  }

  @ParameterizedTest
  @EnumSource(AeadAlgorithm.class)
  void sealed_everyPair_isOneCiphertextAndOpens(AeadAlgorithm algorithm) {
    var key = octets(1, algorithm.keySize());
    var nonce = octets(2, algorithm.nonceSize());
    for (int size : new int[] {0, 1, 15, 16, 17, 160, 1200, 16_384}) {
      var text = octets(3, size);
      for (int aadSize : new int[] {0, 1, 40}) {
        var aad = octets(4, aadSize);
        Set<Bytes> ciphertexts = new HashSet<>();
        Providers.pairs(provider -> provider.aead(algorithm))
            .forEach(
                pair -> {
                  var out = new byte[size + algorithm.tagSize() + 3];
                  try (var sealing = pair.one().primitive().prepare(key);
                      var opening = pair.other().primitive().prepare(key)) {
                    int sealed = sealing.seal(nonce, aad, text, 0, size, out, 3);
                    assertThat(sealed).isEqualTo(size + algorithm.tagSize());
                    ciphertexts.add(Bytes.copyOf(out, 3, 3 + sealed));
                    var opened = new byte[size + 5];
                    assertThat(opening.open(nonce, aad, out, 3, sealed, opened, 5)).isEqualTo(size);
                    assertThat(Bytes.copyOf(opened, 5, 5 + size)).isEqualTo(Bytes.wrap(text));
                    assertThat(opening.open(nonce, aad, out, 3, sealed - 1, opened, 5))
                        .isNegative();
                    out[3] ^= 1;
                    assertThat(opening.open(nonce, aad, out, 3, sealed, opened, 5)).isNegative();
                  }
                });
        assertThat(ciphertexts).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void hashes_areServedByTheJdkWhateverIsForced(HashAlgorithm algorithm) {
    for (var choice : Providers.choices()) {
      for (var suite : CipherSuite.values()) {
        if (suite.hash() == algorithm) {
          assertThat(SuiteCrypto.of(suite, choice).providers())
              .containsEntry(algorithm.name(), "JDK");
        }
      }
    }
  }

  /// HPKE both ways, with keys that the other side imported; and every secret is the same.
  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void suite_everyPairOfChoices_encryptsExportsAndSignsForTheOther(CipherSuite suite) {
    Set<Bytes> transcripts = new HashSet<>();
    for (CryptoChoice first : Providers.choices()) {
      for (CryptoChoice second : Providers.choices()) {
        var random = SeededRandomSource.notRandomForReplayOnly(suite.code());
        var own = SuiteCrypto.of(suite, first);
        var other = SuiteCrypto.of(suite, second);
        var pair = other.generateKeyPair(random);
        var sealed = own.encryptWithLabel(pair.publicKey(), "label", INFO, INFO, random);
        assertThat(other.decryptWithLabel(pair.privateKey(), "label", INFO, sealed).matches(INFO))
            .isTrue();
        var exported = own.sendExport(pair.publicKey(), INFO, INFO, 64, random);
        var received = other.receiveExport(pair.privateKey(), exported.kemOutput(), INFO, INFO, 64);
        assertThat(exported.secret().matches(received)).isTrue();
        var signer = own.generateSignatureKeyPair(random);
        var signature = own.signWithLabel(signer.privateKey(), "label", INFO);
        assertThat(other.verifyWithLabel(signer.publicKey(), "label", INFO, signature)).isTrue();
        var imported = other.importSignaturePrivateKey(signer.privateKey().secret().copy());
        assertThat(imported.publicKey()).isEqualTo(signer.publicKey());
        transcripts.add(
            Bytes.concat(
                pair.publicKey().value(),
                sealed.kemOutput(),
                sealed.ciphertext(),
                received.export(KeyExport.dangerously()),
                signer.publicKey().value()));
      }
    }
    assertThat(transcripts).hasSize(1);
  }
}
