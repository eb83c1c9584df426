package dev.coterie.gbp;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What a sender says about a message besides its payload. `docs/gbp2.md` §3.
public enum Flag {
  /// The sender would like an ACK.
  ACK_WANTED(4),
  /// Software made this message, not a person.
  SYSTEM(8),
  /// Whoever cannot act on the payload says so by NACK and tells its application.
  CRITICAL(16);

  private static final int ALL = Arrays.stream(values()).mapToInt(Flag::bit).sum();

  private final int bit;

  Flag(int bit) {
    this.bit = bit;
  }

  /// The flag's bit on the wire.
  public int bit() {
    return bit;
  }

  /// The sum of the bits.
  public static int toBits(Set<Flag> flags) {
    return flags.stream().mapToInt(Flag::bit).sum();
  }

  /// The flags in a sum of bits.
  ///
  /// @throws IllegalArgumentException if it has other bits
  public static Set<Flag> ofBits(int bits) {
    if ((bits & ~ALL) != 0) {
      throw new IllegalArgumentException("unknown flags " + (bits & ~ALL));
    }
    return Arrays.stream(values())
        .filter(flag -> (bits & flag.bit) != 0)
        .collect(Collectors.toUnmodifiableSet());
  }
}
