package dev.coterie.gtp;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What a sender asks of those who keep its message.
public enum MessageFlag {
  /// Draw attention to it.
  URGENT(1),
  /// Do not keep it.
  EPHEMERAL(2),
  /// Keep it.
  PERSISTENT(4);

  private final int bit;

  MessageFlag(int bit) {
    this.bit = bit;
  }

  /// The sum of the bits on the wire.
  public static int toBits(Set<MessageFlag> flags) {
    return flags.stream().mapToInt(flag -> flag.bit).sum();
  }

  /// The flags in a sum of bits.
  public static Set<MessageFlag> ofBits(int bits) {
    if (bits < 0 || bits > 7) {
      throw new IllegalArgumentException("unknown message flags " + bits);
    }
    return Arrays.stream(values())
        .filter(flag -> (bits & flag.bit) != 0)
        .collect(Collectors.toUnmodifiableSet());
  }
}
