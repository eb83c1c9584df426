package dev.coterie.bench.jmh;

import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Authenticated encryption by those who have it, under a new key for each message as MLS does, and
/// under one that is kept as SFrame does.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class AeadBench {
  /// Which algorithm, by whom.
  @Param({
    "AES_128_GCM by jdk",
    "AES_256_GCM by jdk",
    "CHACHA20_POLY1305 by jdk",
    "CHACHA20_POLY1305 by conscrypt"
  })
  public String what;

  /// Octets of plaintext.
  @Param({"160", "1200", "16384"})
  public int size;

  private Aead aead;
  private byte[] key;
  private byte[] nonce;
  private byte[] aad;
  private byte[] text;
  private byte[] sealed;
  private byte[] out;
  private Aead.Engine engine;

  /// For JMH.
  public AeadBench() {}

  /// Makes a key and a ciphertext.
  @Setup
  public void prepare() {
    var words = what.split(" by ", -1);
    aead = Provided.by(words[1]).aead(AeadAlgorithm.valueOf(words[0])).orElseThrow();
    var random = SeededRandomSource.notRandomForReplayOnly(1);
    key = random.bytes(aead.algorithm().keySize()).toArray();
    nonce = random.bytes(aead.algorithm().nonceSize()).toArray();
    aad = random.bytes(32).toArray();
    text = random.bytes(size).toArray();
    sealed = new byte[size + aead.algorithm().tagSize()];
    out = new byte[sealed.length];
    var kept = aead.prepare(key);
    kept.seal(nonce, aad, text, 0, size, sealed, 0);
    engine = kept.engine();
  }

  /// Sealed under a new key.
  @Benchmark
  public int sealNewKey() {
    try (var fresh = aead.prepare(key)) {
      return fresh.seal(nonce, aad, text, 0, size, out, 0);
    }
  }

  /// Opened under a new key.
  @Benchmark
  public int openNewKey() {
    try (var fresh = aead.prepare(key)) {
      return fresh.open(nonce, aad, sealed, 0, sealed.length, out, 0);
    }
  }

  /// Sealed by an engine that is kept.
  @Benchmark
  public int sealKept() {
    nonce[0]++; // the JDK refuses to seal twice in a row under one nonce
    return engine.seal(nonce, aad, aad.length, text, 0, size, out, 0);
  }

  /// Opened by an engine that is kept.
  @Benchmark
  public int openKept() {
    return engine.open(nonce, aad, aad.length, sealed, 0, sealed.length, out, 0);
  }
}
