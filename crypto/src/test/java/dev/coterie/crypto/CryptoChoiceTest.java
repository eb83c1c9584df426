package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.CryptoProvider;
import dev.coterie.crypto.spi.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CryptoChoiceTest {
  private static final Bytes TEXT = Bytes.ofUtf8("text");

  @Test
  void parse_everyForm_isReadAndWrittenTheSame() {
    assertThat(CryptoChoice.parse("default")).isEqualTo(CryptoChoice.BEST);
    assertThat(CryptoChoice.parse("JDK")).isEqualTo(CryptoChoice.by("jdk"));
    assertThat(CryptoChoice.parse("Bouncy Castle").toString()).isEqualTo("bouncycastle");
    var mixed = CryptoChoice.parse("conscrypt, aes-128-gcm=jdk, X25519=bouncy-castle");
    assertThat(mixed.toString()).isEqualTo("conscrypt,aes128gcm=jdk,x25519=bouncycastle");
    assertThat(CryptoChoice.parse(mixed.toString())).isEqualTo(mixed);
    assertThat(mixed.names()).containsExactly("bouncycastle", "conscrypt", "jdk");
    assertThat(mixed.providerOf(Curve.X25519)).contains("bouncycastle");
    assertThat(mixed.providerOf(Curve.X448)).contains("conscrypt");
    assertThat(mixed.isForcedAlone(Curve.X448)).isFalse();
    assertThat(mixed.isForcedAlone(AeadAlgorithm.AES_128_GCM)).isTrue();
    assertThat(CryptoChoice.parse("default,p256=jdk").providerOf(SignatureScheme.ECDSA_P256))
        .isEmpty();
    assertThat(CryptoChoice.parse("p256=jdk").providerOf(Curve.P256)).contains("jdk");
    assertThat(CryptoChoice.parse("p256=jdk").toString()).isEqualTo("default,p256=jdk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "jdk,",
        "jdk,bouncycastle",
        "x25519=",
        "=jdk",
        "a=b=c",
        "x25520=jdk",
        "-"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> CryptoChoice.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void choose_anotherOnceInUse_isRefused() {
    var used = SuiteCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    assertThat(used.hash(TEXT).size()).isEqualTo(32);
    CryptoProviders.choose(CryptoProviders.standard());
    var other = CryptoProviders.standard().with("sha512", "jdk");
    assertThatThrownBy(() -> CryptoProviders.choose(other))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> CryptoProviders.choose(CryptoChoice.by("nobody")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void served_underAChoice_namesTheProviderOfEachAlgorithm() {
    var served = CryptoProviders.served(CryptoChoice.parse("jdk,x25519=bouncycastle"));
    assertThat(served.stream().map(CryptoProviders.Served::algorithm))
        .containsExactlyElementsOf(CryptoChoice.algorithms());
    for (var each : served) {
      boolean single = each.algorithm().equals("X25519");
      assertThat(each.provider()).isEqualTo(single ? "Bouncy Castle" : "JDK");
      assertThat(each.failed()).isEmpty();
    }
    assertThat(CryptoProviders.found().stream().map(CryptoProvider::name))
        .contains("JDK", "Bouncy Castle");
  }

  /// Keys carry their provider with them: one that was imported under one choice works under
  /// another.
  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void keys_ofOneChoice_workUnderAnother(CipherSuite suite) {
    var jdk = SuiteCrypto.of(suite, CryptoChoice.by("jdk"));
    var bouncy = SuiteCrypto.of(suite, CryptoChoice.by("bouncycastle"));
    assertThat(jdk.providers()).doesNotContainValue("Bouncy Castle");
    assertThat(bouncy.providers()).containsEntry(suite.signature().name(), "Bouncy Castle");
    var random = SeededRandomSource.notRandomForReplayOnly(21);
    for (var own : new SuiteCrypto[] {jdk, bouncy}) {
      for (var other : new SuiteCrypto[] {jdk, bouncy}) {
        var pair = own.generateKeyPair(random);
        var sealed = other.encryptWithLabel(pair.publicKey(), "l", TEXT, TEXT, random);
        assertThat(other.decryptWithLabel(pair.privateKey(), "l", TEXT, sealed).matches(TEXT))
            .isTrue();
        assertThat(own.decryptWithLabel(pair.privateKey().copy(), "l", TEXT, sealed).matches(TEXT))
            .isTrue();
        var signer = own.generateSignatureKeyPair(random);
        var signature = other.sign(signer.privateKey(), TEXT);
        assertThat(other.verify(signer.publicKey(), TEXT, signature)).isTrue();
        assertThat(own.verify(signer.publicKey(), TEXT, signature)).isTrue();
        assertThat(signer.privateKey().copy().publicKey()).isEqualTo(signer.publicKey());
      }
    }
  }
}
