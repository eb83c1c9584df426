package dev.coterie.mls.group;

import dev.coterie.crypto.RandomSource;
import dev.coterie.mls.message.Extension;
import java.util.List;

/// Numbers that mean nothing, sprinkled over what we make so that nobody comes to depend on knowing
/// every number. RFC 9420 §13.5. On receipt they are unknown values like any other.
final class Grease {
  private static final int VALUES = 15;

  private Grease() {}

  /// One of 0x0A0A, 0x1A1A, … 0xEAEA.
  static int code(RandomSource random) {
    int high = Math.floorMod(random.bytes(1).at(0), VALUES);
    return (high << 12 | 0xA00 | high << 4 | 0xA);
  }

  /// An extension that nobody knows, with up to seven random bytes in it.
  private static Extension extension(RandomSource random) {
    int size = random.bytes(1).at(0) & 7;
    return new Extension.Unknown(code(random), random.bytes(size));
  }

  /// Such an extension, if the owner's policy has it so.
  static List<Extension> extensions(Identity owner, RandomSource random) {
    return switch (owner.grease()) {
      case EVERYWHERE -> List.of(extension(random));
      case LISTS_ONLY, NOWHERE -> List.of();
    };
  }

  /// A code for a list of what we support, if the owner's policy has it so.
  static List<Integer> codes(Identity owner, RandomSource random) {
    return switch (owner.grease()) {
      case EVERYWHERE, LISTS_ONLY -> List.of(code(random));
      case NOWHERE -> List.of();
    };
  }

  static boolean is(int code) {
    return (code & 0x0F0F) == 0x0A0A && code >>> 8 == (code & 0xFF) && code < 0xF000;
  }
}
