package dev.coterie.sframe.media;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// Counters below a number are spent, or will be: to be on disk before the first of them is used.
/// After a restart none of them is used again, spent or not. Of two for the same epoch and source
/// the greater one counts; those of past epochs may be deleted.
///
/// Stored as `uint64 epoch; uint32 leaf; uint8 channel; uint64 end;`.
///
/// @param epoch in which the key lives, unsigned
/// @param source whose key
/// @param end the first counter that is not reserved, 1 to [#LAST_END]
public record Reservation(long epoch, MediaSource source, long end) {
  /// How many counters are reserved at a time.
  public static final long RANGE = 65_536;

  /// Where counters end: none from here on is ever used.
  public static final long LAST_END = 1L << 62;

  /// Its stored form, 21 octets.
  public static final Codec<Reservation> CODEC = Codec.of(Reservation::read, Reservation::write);

  /// Checks the range.
  public Reservation {
    if (end < 1 || end > LAST_END) {
      throw new IllegalArgumentException("reserved up to " + end);
    }
  }

  /// The first range of a key: may be stored together with the epoch itself, and confirmed as soon
  /// as the epoch was entered.
  public static Reservation first(long epoch, MediaSource source) {
    return new Reservation(epoch, source, RANGE);
  }

  /// From its stored form.
  ///
  /// @throws MalformedException if it is not one
  public static Reservation decode(Bytes stored) {
    return CODEC.decode(stored);
  }

  private static Reservation read(WireReader in) {
    long epoch = in.uint64("epoch");
    long leaf = in.uint32("leaf");
    int channel = in.uint8("channel");
    long end = in.uint64("end");
    if (leaf >= MediaSource.LEAVES) {
      throw in.malformed("leaf", "above all leaves");
    }
    if (end < 1 || end > LAST_END) {
      throw in.malformed("end", "not a number of counters");
    }
    return new Reservation(epoch, new MediaSource((int) leaf, channel), end);
  }

  private void write(WireWriter out) {
    out.uint64(epoch).uint32(source.leaf()).uint8(source.channel()).uint64(end);
  }
}
