package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// Who sent a private message, and which of its keys opens it. RFC 9420 §6.3.2:
///
/// ```
/// struct { uint32 leaf_index; uint32 generation; opaque reuse_guard[4]; } SenderData;
/// ```
///
/// @param leaf the sender
/// @param generation the step of its ratchet, 0 to 2^32 − 1
/// @param reuseGuard four random bytes, to be added to the front of the nonce
public record SenderData(LeafIndex leaf, long generation, Bytes reuseGuard) {
  /// The codec.
  public static final Codec<SenderData> CODEC = Codec.of(SenderData::read, SenderData::write);

  /// Length of the reuse guard.
  public static final int GUARD_SIZE = 4;

  /// Refuses a guard of another length and a generation that does not fit 32 bits.
  public SenderData {
    if (reuseGuard.size() != GUARD_SIZE || generation < 0 || generation > 0xffff_ffffL) {
      throw new IllegalArgumentException("a guard has 4 bytes, a generation 32 bits");
    }
  }

  private static SenderData read(WireReader in) {
    return new SenderData(
        LeafIndex.read(in, "leaf_index"),
        in.uint32("generation"),
        in.fixed("reuse_guard", GUARD_SIZE));
  }

  private static void write(SenderData value, WireWriter out) {
    value.leaf.write(out);
    out.uint32(value.generation).raw(value.reuseGuard);
  }
}
