package dev.coterie.bench.jmh;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A path secret of 32 octets encrypted to a member, as commits do, under each choice of providers.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class HpkeBench {
  private static final Bytes CONTEXT = Bytes.wrap(new byte[100]);

  /// Whose implementation of whatever the provider has.
  @Param({"jdk", "bouncycastle", "conscrypt"})
  public String provider;

  /// The code of the suite: 1 and 3 are on Curve25519, 2 on P-256.
  @Param({"1", "2", "3"})
  public int suite;

  private SuiteCrypto crypto;
  private HpkeKeyPair pair;
  private Secret secret;
  private HpkeCiphertext sealed;

  /// For JMH.
  public HpkeBench() {}

  /// Makes a key and a ciphertext.
  @Setup
  public void prepare() {
    crypto = SuiteCrypto.of(CipherSuite.of(suite).orElseThrow(), CryptoChoice.by(provider));
    pair = crypto.generateKeyPair(RandomSource.system());
    secret = Secret.zeros(32);
    sealed = seal();
  }

  /// `EncryptWithLabel`.
  @Benchmark
  public HpkeCiphertext seal() {
    return crypto.encryptWithLabel(
        pair.publicKey(), "UpdatePathNode", CONTEXT, secret, RandomSource.system());
  }

  /// `DecryptWithLabel`.
  @Benchmark
  public int open() {
    try (var opened =
        crypto.decryptWithLabel(pair.privateKey(), "UpdatePathNode", CONTEXT, sealed)) {
      return opened.size();
    }
  }
}
