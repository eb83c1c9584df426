package dev.coterie.bench.jmh;

import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.crypto.spi.Signatures;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Signatures over 256 octets by each provider.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class SignatureBench {
  /// Whose implementation.
  @Param({"jdk", "bouncycastle", "conscrypt"})
  public String provider;

  /// Which scheme.
  @Param({"ED25519", "ECDSA_P256"})
  public SignatureScheme scheme;

  private Signatures primitive;
  private byte[] seed;
  private byte[] point;
  private byte[] message;
  private byte[] signature;
  private Signatures.PrivateKey own;
  private Signatures.PublicKey peer;

  /// For JMH.
  public SignatureBench() {}

  /// Makes a key and a signature.
  @Setup
  public void prepare() {
    primitive = Provided.by(provider).signatures(scheme).orElseThrow();
    var random = SeededRandomSource.notRandomForReplayOnly(1);
    seed = random.bytes(scheme.privateSize()).toArray();
    seed[0] &= 0x7f;
    message = random.bytes(256).toArray();
    own = primitive.importPrivate(seed);
    point = own.publicKey().toArray();
    peer = primitive.importPublic(point);
    signature = own.sign(message);
  }

  /// A private key from octets, with its public key.
  @Benchmark
  public Signatures.PrivateKey importPrivate() {
    return primitive.importPrivate(seed);
  }

  /// A public key from octets.
  @Benchmark
  public Signatures.PublicKey importPublic() {
    return primitive.importPublic(point);
  }

  /// A signature made.
  @Benchmark
  public byte[] sign() {
    return own.sign(message);
  }

  /// A signature verified.
  @Benchmark
  public boolean verify() {
    return peer.verify(message, signature);
  }
}
