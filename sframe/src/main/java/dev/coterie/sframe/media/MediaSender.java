package dev.coterie.sframe.media;

import dev.coterie.codec.Bytes;
import dev.coterie.sframe.cipher.FrameCipher;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Seals the frames of one of our streams, in whatever epoch the group is. It owns the counter of
/// its key: there is one sender per channel, however often it is asked for. Counters are used only
/// once a [Reservation] that covers them was confirmed as durable, rise by one, and never wrap.
///
/// Belongs to the owner of its [MediaKeys]: not thread-safe.
public final class MediaSender {
  /// With fewer counters left than this, the next range is due.
  private static final long LOW = Reservation.RANGE / 2;

  private final MediaSource source;
  private @Nullable FrameCipher cipher;
  private long epoch;
  private long next;
  private long end;

  MediaSender(MediaSource source) {
    this.source = source;
  }

  /// Takes the key of an epoch, whose counters below `spent` are not to be used.
  void enter(EpochKeys keys, long spent) {
    close();
    cipher = keys.derive(keys.keyIds().of(source));
    epoch = keys.number();
    next = spent;
    end = spent;
  }

  /// Our leaf, and the channel.
  public MediaSource source() {
    return source;
  }

  /// The epoch of the key, unsigned.
  public long epoch() {
    return epoch;
  }

  /// Counters that can be used at once.
  public long available() {
    return end - next;
  }

  /// What to store now and then to [#confirm]: in every epoch at once, and later while half a range
  /// is left, so that nobody who speaks waits for a disk. The same until it is confirmed.
  public Optional<Reservation> due() {
    if (end - next >= LOW || end >= Reservation.LAST_END) {
      return Optional.empty();
    }
    long reserved = Math.min(Reservation.LAST_END, end + Reservation.RANGE);
    return Optional.of(new Reservation(epoch, source, reserved));
  }

  /// Says that a reservation is durable: a crash from now on finds it again. One of an earlier
  /// epoch comes too late and changes nothing.
  ///
  /// @throws IllegalArgumentException if it is not what was [#due]
  public void confirm(Reservation stored) {
    if (Long.compareUnsigned(stored.epoch(), epoch) < 0) {
      return;
    }
    if (!due().equals(Optional.of(stored))) {
      throw new IllegalArgumentException(stored + " was not due");
    }
    end = stored.end();
  }

  /// Octets of a frame with so many octets of plaintext, at most.
  public int maxSize(int length) {
    return live().sealedSize(Reservation.LAST_END, length);
  }

  /// Seals `in[offset .. offset + length)` and writes the frame to `out`. The counter is spent even
  /// if this throws.
  ///
  /// @param metadata authenticated with the frame, not part of it: the receiver must have the same
  /// @param out not overlapping the plaintext, with room for [#maxSize]
  public Protected protect(
      Bytes metadata, byte[] in, int offset, int length, byte[] out, int outOffset) {
    var key = live();
    Objects.checkFromIndexSize(offset, length, in.length);
    if (next >= end) {
      return end >= Reservation.LAST_END
          ? Protected.Withheld.EXHAUSTED
          : Protected.Withheld.NOT_RESERVED;
    }
    Objects.checkFromIndexSize(outOffset, key.sealedSize(next, length), out.length);
    long counter = next++;
    int size = key.seal(counter, metadata, in, offset, length, out, outOffset);
    return new Protected.Sealed(size, counter);
  }

  private FrameCipher live() {
    if (cipher == null) {
      throw new IllegalStateException("the media keys are closed");
    }
    return cipher;
  }

  void close() {
    if (cipher != null) {
      cipher.close();
      cipher = null;
    }
  }

  @Override
  public String toString() {
    return "MediaSender[" + source + ", epoch " + Long.toUnsignedString(epoch) + "]";
  }
}
