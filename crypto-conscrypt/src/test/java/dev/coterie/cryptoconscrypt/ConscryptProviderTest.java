package dev.coterie.cryptoconscrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.CryptoProviders;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ConscryptProviderTest {
  private static final Map<String, String> BEST =
      Map.of(
          "CHACHA20_POLY1305", "Conscrypt",
          "X25519", "Conscrypt",
          "P256", "Conscrypt",
          "ED25519", "Conscrypt",
          "ECDSA_P256", "Conscrypt");

  @Test
  void serviceLoader_findsIt_andItServesWhatItIsGoodAt() {
    Providers.requireNative();
    assertThat(CryptoProviders.absent()).isEmpty();
    var served =
        CryptoProviders.served(CryptoChoice.BEST).stream()
            .filter(each -> each.provider().equals("Conscrypt"))
            .collect(
                Collectors.toMap(
                    CryptoProviders.Served::algorithm, CryptoProviders.Served::provider));
    assertThat(served).isEqualTo(BEST);
    for (var each : CryptoProviders.served(CryptoChoice.BEST)) {
      assertThat(each.failed()).as(each.algorithm()).isEmpty();
    }
  }

  @Test
  void offer_isExactlyTheFive() {
    Providers.requireNative();
    var provider = new ConscryptProvider();
    assertThat(Arrays.stream(AeadAlgorithm.values()).filter(a -> provider.aead(a).isPresent()))
        .containsExactly(AeadAlgorithm.CHACHA20_POLY1305);
    assertThat(Arrays.stream(Curve.values()).filter(c -> provider.diffieHellman(c).isPresent()))
        .containsExactly(Curve.P256, Curve.X25519);
    assertThat(
            Arrays.stream(SignatureScheme.values()).filter(s -> provider.signatures(s).isPresent()))
        .containsExactly(SignatureScheme.ECDSA_P256, SignatureScheme.ED25519);
    assertThat(Arrays.stream(HashAlgorithm.values()).filter(h -> provider.hash(h).isPresent()))
        .isEmpty();
  }

  @Test
  void forcedForWhatItHasNot_isSaid_andForEverythingLeavesTheRestToOthers() {
    Providers.requireNative();
    assertThat(
            SuiteCrypto.of(CipherSuite.X448_CHACHA20_SHA512_ED448, CryptoChoice.by("conscrypt"))
                .providers())
        .containsEntry("CHACHA20_POLY1305", "Conscrypt")
        .containsEntry("X448", "Bouncy Castle")
        .containsEntry("SHA512", "JDK");
    var asked = CryptoChoice.parse("default,x448=conscrypt");
    assertThatThrownBy(() -> CryptoProviders.served(asked))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("X448 by Conscrypt");
  }

  @Test
  void provider_isNeverInstalledAmongThoseOfTheJdk() {
    Providers.requireNative();
    CryptoProviders.served(CryptoChoice.BEST);
    assertThat(Arrays.stream(Security.getProviders()).map(Object::getClass).map(Class::getName))
        .isNotEmpty()
        .noneMatch(name -> name.contains("conscrypt"));
  }

  @Test
  void closedKeys_areOfNoUse() {
    Providers.requireNative();
    var provider = new ConscryptProvider();
    var curve = provider.diffieHellman(Curve.X25519).orElseThrow();
    var key = curve.importPrivate(new byte[32]);
    var peer = curve.importPublic(key.publicKey().toArray());
    assertThat(key.agree(peer)).hasSize(32);
    key.close();
    assertThatThrownBy(() -> key.agree(peer)).isInstanceOf(IllegalStateException.class);
    var scheme = provider.signatures(SignatureScheme.ED25519).orElseThrow();
    var signer = scheme.importPrivate(new byte[32]);
    assertThat(signer.sign(new byte[1])).hasSize(64);
    signer.close();
    assertThatThrownBy(() -> signer.sign(new byte[1])).isInstanceOf(RuntimeException.class);
    assertThat(signer.toString() + key).isEqualTo("Private[ED25519]Private[X25519]");
    var aead = provider.aead(AeadAlgorithm.CHACHA20_POLY1305).orElseThrow();
    var prepared = aead.prepare(octets(32));
    var before = new byte[17];
    var after = new byte[17];
    prepared.seal(new byte[12], new byte[0], new byte[1], 0, 1, before, 0);
    prepared.close();
    prepared.seal(new byte[12], new byte[0], new byte[1], 0, 1, after, 0);
    assertThat(after).as("sealed under zeros").isNotEqualTo(before);
    assertThat(prepared.toString()).isEqualTo("Prepared[CHACHA20_POLY1305]");
  }

  @Test
  void octetsOfWrongLength_areMisuse() {
    Providers.requireNative();
    var aead = new ConscryptProvider().aead(AeadAlgorithm.CHACHA20_POLY1305).orElseThrow();
    assertThatThrownBy(() -> aead.prepare(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    try (var key = aead.prepare(new byte[32])) {
      assertThatThrownBy(
              () -> key.seal(new byte[11], new byte[0], new byte[1], 0, 1, new byte[17], 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(key.open(new byte[12], new byte[0], new byte[15], 0, 15, new byte[15], 0))
          .isNegative();
    }
  }

  private static byte[] octets(int size) {
    var octets = new byte[size];
    Arrays.fill(octets, (byte) 7);
    return octets;
  }
}
