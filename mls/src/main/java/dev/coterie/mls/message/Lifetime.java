package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.time.Instant;

/// When a key package may be used, both ends included. RFC 9420 §7.2: seconds since 1970, unsigned.
///
/// @param notBefore first second
/// @param notAfter last second
public record Lifetime(long notBefore, long notAfter) {
  /// The codec.
  public static final Codec<Lifetime> CODEC = Codec.of(Lifetime::read, Lifetime::write);

  private static Lifetime read(WireReader in) {
    return new Lifetime(in.uint64("not_before"), in.uint64("not_after"));
  }

  private static void write(Lifetime value, WireWriter out) {
    out.uint64(value.notBefore).uint64(value.notAfter);
  }

  /// Whether `now` lies inside; instants before 1970 lie in no lifetime.
  public boolean contains(Instant now) {
    long second = now.getEpochSecond();
    return second >= 0
        && Long.compareUnsigned(notBefore, second) <= 0
        && Long.compareUnsigned(second, notAfter) <= 0;
  }

  /// Whether the end does not come before the beginning.
  public boolean isOrdered() {
    return Long.compareUnsigned(notBefore, notAfter) <= 0;
  }

  /// Seconds from the first to the last one, an unsigned number; meaningful if [#isOrdered].
  public long seconds() {
    return notAfter - notBefore;
  }
}
