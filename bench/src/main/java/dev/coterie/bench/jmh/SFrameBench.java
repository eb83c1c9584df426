package dev.coterie.bench.jmh;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch;
import dev.coterie.sframe.media.MediaKeys;
import dev.coterie.sframe.media.MediaSender;
import dev.coterie.sframe.media.MediaSource;
import dev.coterie.sframe.media.Protected;
import dev.coterie.sframe.media.Unprotected;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Media frames through the keys of a group: header, counter, AEAD, and for the receiver the replay
/// window. A frame is opened once only, so the receiver's cost is that of [#roundTrip] less that of
/// [#protect].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class SFrameBench {
  private static final Instant NOW = Instant.EPOCH;
  private static final int LEAVES = 10;
  private static final MediaSource SPEAKER = new MediaSource(0, 0);

  /// Octets of a frame: voice, and a packet of video.
  @Param({"160", "1200"})
  public int size;

  /// The cipher suite.
  @Param({"AES_128_GCM_SHA256_128", "AES_256_GCM_SHA512_128", "AES_128_CTR_HMAC_SHA256_80"})
  public SFrameSuite suite;

  private final Bytes metadata = Bytes.wrap(new byte[16]);
  private MediaKeys speaking;
  private MediaSender sender;
  private MediaKeys listening;
  private byte[] text;
  private byte[] frame;
  private byte[] opened;
  private long epoch;

  /// For JMH.
  public SFrameBench() {}

  /// Makes the two ends.
  @Setup
  public void prepare() {
    speaking = MediaKeys.create(suite, 0, List.of());
    listening = MediaKeys.create(suite, 1, List.of());
    text = new byte[size];
    renew();
    frame = new byte[sender.maxSize(size)];
    opened = new byte[frame.length];
  }

  /// A fresh epoch, so that counters are short again and none runs out.
  @Setup(Level.Iteration)
  public void renew() {
    epoch++;
    var next = new MediaEpoch(epoch, LEAVES, MediaEpoch.Begun.WITHOUT_REMOVE);
    for (var keys : new MediaKeys[] {speaking, listening}) {
      keys.enter(next, Secret.zeros(suite.keySize()), (leaf, since) -> true, NOW);
    }
    sender = speaking.sender(0);
  }

  /// One frame sealed.
  @Benchmark
  public Protected protect() {
    if (sender.available() == 0) {
      reserve();
    }
    return sender.protect(metadata, text, 0, size, frame, 0);
  }

  /// One frame sealed, and opened by somebody else.
  @Benchmark
  public Unprotected roundTrip() {
    if (!(protect() instanceof Protected.Sealed(int length, long _))) {
      throw new IllegalStateException("no counter is left");
    }
    var result = listening.unprotect(SPEAKER, metadata, frame, 0, length, opened, 0, NOW);
    if (!(result instanceof Unprotected.Opened)) {
      throw new IllegalStateException(result.toString());
    }
    return result;
  }

  private void reserve() {
    sender.due().ifPresent(sender::confirm);
  }
}
