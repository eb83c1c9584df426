package dev.coterie.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.bouncy.BouncyProvider;
import dev.coterie.crypto.jdk.JdkProvider;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.CryptoProvider;
import dev.coterie.crypto.spi.CryptoProvider.Primitive;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.HashAlgorithm;
import dev.coterie.crypto.spi.Signatures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/// The test that chooses among providers passes the two that are built in, and stops one that is
/// wrong.
final class KnownAnswersTest {
  private static final List<CryptoProvider> BUILT_IN =
      List.of(new BouncyProvider(), new JdkProvider());

  @Test
  void builtInProviders_whateverTheyOffer_pass() {
    int offered = 0;
    for (var provider : BUILT_IN) {
      for (var algorithm : HashAlgorithm.values()) {
        offered += count(provider.hash(algorithm).map(KnownAnswers::passes));
      }
      for (var algorithm : AeadAlgorithm.values()) {
        offered += count(provider.aead(algorithm).map(KnownAnswers::passes));
      }
      for (var curve : Curve.values()) {
        offered += count(provider.diffieHellman(curve).map(KnownAnswers::passes));
      }
      for (var scheme : SignatureScheme.values()) {
        offered += count(provider.signatures(scheme).map(KnownAnswers::passes));
      }
    }
    assertThat(offered).isEqualTo(26);
  }

  private static int count(Optional<Boolean> passes) {
    assertThat(passes.orElse(true)).isTrue();
    return passes.isPresent() ? 1 : 0;
  }

  @Test
  void choice_ofEachPrimitive_followsTheMeasurements() {
    var best = new Primitives(new Found(BUILT_IN, Map.of()), CryptoChoice.BEST);
    assertThat(best.hash(HashAlgorithm.SHA256).provider()).isEqualTo("JDK");
    assertThat(best.aead(AeadAlgorithm.AES_128_GCM).provider()).isEqualTo("JDK");
    assertThat(best.diffieHellman(Curve.X25519).provider()).isEqualTo("Bouncy Castle");
    assertThat(best.signatures(SignatureScheme.ED448).provider()).isEqualTo("Bouncy Castle");
  }

  /// A native provider on the wrong machine: first in rank, and of no use.
  private record Broken(String name, boolean throwing) implements CryptoProvider {
    @Override
    public int rank(Primitive primitive) {
      return 1000;
    }

    @Override
    public Optional<Aead> aead(AeadAlgorithm algorithm) {
      if (throwing) {
        throw new UnsatisfiedLinkError("no library");
      }
      return new JdkProvider().aead(algorithm).map(Careless::new);
    }
  }

  @Test
  void choice_firstInRankThrowsOrFails_isTheNext() {
    for (var broken : List.of(new Broken("throws", true), new Broken("fails", false))) {
      var chosen =
          primitives(CryptoChoice.BEST, broken, new JdkProvider()).aead(AeadAlgorithm.AES_256_GCM);
      assertThat(chosen.provider()).isEqualTo("JDK");
      assertThat(chosen.failed()).containsOnlyKeys(broken.name());
      assertThat(chosen.failed().get(broken.name()))
          .isEqualTo(
              broken.throwing ? "UnsatisfiedLinkError: no library" : "it gave wrong answers");
      var alone = primitives(CryptoChoice.BEST, broken);
      assertThatThrownBy(() -> alone.aead(AeadAlgorithm.AES_256_GCM))
          .isInstanceOf(BrokenInvariantException.class);
    }
  }

  private static Primitives primitives(CryptoChoice choice, CryptoProvider... providers) {
    return new Primitives(new Found(List.of(providers), Map.of()), choice);
  }

  /// Somebody who asked for a provider by name is told, and not served by another.
  @Test
  void forcedProvider_thatFailsOrIsAbsentOrHasItNot_isAnErrorAndNoOther() {
    var jdk = new JdkProvider();
    for (var broken : List.of(new Broken("throws", true), new Broken("fails", false))) {
      var forced = primitives(CryptoChoice.by(broken.name()), jdk, broken);
      assertThatThrownBy(() -> forced.aead(AeadAlgorithm.AES_128_GCM))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("AES_128_GCM by " + broken.name());
      assertThat(forced.hash(HashAlgorithm.SHA384).provider()).isEqualTo("JDK");
    }
    var alone =
        primitives(CryptoChoice.BEST.with("sha256", "Bouncy Castle"), jdk, new BouncyProvider());
    assertThatThrownBy(() -> alone.hash(HashAlgorithm.SHA256))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("it does not have it");
    assertThat(alone.hash(HashAlgorithm.SHA512).provider()).isEqualTo("JDK");
    var gone = primitives(CryptoChoice.by("gone"), jdk, new Gone());
    assertThatThrownBy(() -> gone.hash(HashAlgorithm.SHA256))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("no library for this machine");
    assertThat(primitives(CryptoChoice.BEST, jdk, new Gone()).hash(HashAlgorithm.SHA256).provider())
        .isEqualTo("JDK");
    assertThatThrownBy(() -> primitives(CryptoChoice.by("nobody"), jdk))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdk");
  }

  @Test
  void forcedProvider_standsBeforeAllOfGreaterRank() {
    var first = primitives(CryptoChoice.by("jdk"), new BouncyProvider(), new JdkProvider());
    assertThat(first.diffieHellman(Curve.X25519).provider()).isEqualTo("JDK");
    var single =
        primitives(
            CryptoChoice.parse("jdk,ed25519=bouncy-castle"),
            new BouncyProvider(),
            new JdkProvider());
    assertThat(single.signatures(SignatureScheme.ED25519).provider()).isEqualTo("Bouncy Castle");
    assertThat(single.signatures(SignatureScheme.ED448).provider()).isEqualTo("JDK");
  }

  private record Gone() implements CryptoProvider {
    @Override
    public String name() {
      return "Gone";
    }

    @Override
    public int rank(Primitive primitive) {
      return 1000;
    }

    @Override
    public Optional<String> absence() {
      return Optional.of("no library for this machine");
    }
  }

  /// Bouncy Castle as it comes, which verifies with the cofactor, would not be chosen.
  @Test
  void signatures_verifiedWithTheCofactor_doNotPass() {
    var scheme = SignatureScheme.ED25519;
    var right = new BouncyProvider().signatures(scheme).orElseThrow();
    assertThat(KnownAnswers.passes(right)).isTrue();
    assertThat(
            KnownAnswers.passes(
                new Signatures() {
                  @Override
                  public SignatureScheme scheme() {
                    return scheme;
                  }

                  @Override
                  public PrivateKey importPrivate(byte[] key) {
                    return right.importPrivate(key);
                  }

                  @Override
                  public PublicKey importPublic(byte[] key) {
                    return (message, signature) ->
                        Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
                  }
                }))
        .isFalse();
  }

  @Test
  void aead_thatTakesEveryTag_doesNotPass() {
    var right = new JdkProvider().aead(AeadAlgorithm.AES_128_GCM).orElseThrow();
    assertThat(KnownAnswers.passes(right)).isTrue();
    assertThat(KnownAnswers.passes(new Careless(right))).isFalse();
  }

  private record Careless(Aead right) implements Aead {
    @Override
    public AeadAlgorithm algorithm() {
      return right.algorithm();
    }

    @Override
    public Key prepare(byte[] key) {
      var prepared = right.prepare(key);
      return new Key() {
        @Override
        public int seal(
            byte[] nonce, byte[] aad, byte[] in, int at, int size, byte[] out, int outAt) {
          return prepared.seal(nonce, aad, in, at, size, out, outAt);
        }

        @Override
        public int open(
            byte[] nonce, byte[] aad, byte[] in, int at, int size, byte[] out, int outAt) {
          Bytes.ofUtf8("known answer").copyTo(out, outAt);
          return size - 16;
        }

        @Override
        public void close() {
          prepared.close();
        }
      };
    }
  }
}
