package dev.coterie.gbp.control;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What the reader of an error may conclude. Advice: it changes no state. `docs/gbp2.md` §11.
public enum Effect {
  /// The same may succeed later.
  RETRYABLE(1),
  /// The sender of the error gave up.
  FATAL(2);

  private final int bit;

  Effect(int bit) {
    this.bit = bit;
  }

  /// The sum of the bits on the wire.
  public static int toBits(Set<Effect> effects) {
    return effects.stream().mapToInt(effect -> effect.bit).sum();
  }

  /// The effects in a sum of bits.
  public static Set<Effect> ofBits(int bits) {
    if (bits < 0 || bits > 3) {
      throw new IllegalArgumentException("effects " + bits);
    }
    return Arrays.stream(values())
        .filter(effect -> (bits & effect.bit) != 0)
        .collect(Collectors.toUnmodifiableSet());
  }
}
