package dev.coterie.bench.jmh;

import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Key agreement by each provider.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class CurveBench {
  /// Whose implementation.
  @Param({"jdk", "bouncycastle", "conscrypt"})
  public String provider;

  /// Which curve.
  @Param({"X25519", "P256"})
  public Curve curve;

  private DiffieHellman primitive;
  private byte[] scalar;
  private byte[] point;
  private DiffieHellman.PrivateKey own;
  private DiffieHellman.PublicKey peer;

  /// For JMH.
  public CurveBench() {}

  /// Makes two keys.
  @Setup
  public void prepare() {
    primitive = Provided.by(provider).diffieHellman(curve).orElseThrow();
    var random = SeededRandomSource.notRandomForReplayOnly(1);
    scalar = random.bytes(curve.privateSize()).toArray();
    scalar[0] &= 0x7f;
    own = primitive.importPrivate(scalar);
    var other = random.bytes(curve.privateSize()).toArray();
    other[0] &= 0x7f;
    point = primitive.importPrivate(other).publicKey().toArray();
    peer = primitive.importPublic(point);
  }

  /// A private key from octets, with its public key: what a fresh key pair costs.
  @Benchmark
  public DiffieHellman.PrivateKey importPrivate() {
    return primitive.importPrivate(scalar);
  }

  /// A public key from octets.
  @Benchmark
  public DiffieHellman.PublicKey importPublic() {
    return primitive.importPublic(point);
  }

  /// A shared secret between keys that are imported already.
  @Benchmark
  public byte[] agree() {
    return own.agree(peer);
  }
}
