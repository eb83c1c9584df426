package dev.coterie.codec;

/// The variable-size length of RFC 9420 §2.1.2: the two top bits of the first octet say whether the
/// number takes 1, 2 or 4 octets. Only the shortest form is valid, and the prefix `11` is not.
public final class Varint {
  /// The greatest number, 2^30 − 1.
  public static final int MAX = (1 << 30) - 1;

  private static final int ONE = 1 << 6;
  private static final int TWO = 1 << 14;

  private Varint() {}

  /// How many octets a number takes: 1, 2 or 4.
  public static int size(int value) {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("length " + value + " is not in 0 .. 2^30 - 1");
    }
    if (value < ONE) {
      return 1;
    }
    return value < TWO ? 2 : 4;
  }

  /// Writes a number at a place in an array and returns how many octets it took.
  static int put(int value, byte[] target, int at) {
    int size = size(value);
    switch (size) {
      case 1 -> target[at] = (byte) value;
      case 2 -> {
        target[at] = (byte) (0x40 | value >>> 8);
        target[at + 1] = (byte) value;
      }
      default -> {
        target[at] = (byte) (0x80 | value >>> 24);
        target[at + 1] = (byte) (value >>> 16);
        target[at + 2] = (byte) (value >>> 8);
        target[at + 3] = (byte) value;
      }
    }
    return size;
  }

  /// Reads a number in its shortest form.
  static int read(WireReader in, String field) {
    int first = in.uint8(field);
    int value = first & 0x3f;
    switch (first >>> 6) {
      case 0 -> {}
      case 1 -> value = value << 8 | in.uint8(field);
      case 2 -> value = value << 24 | in.uint8(field) << 16 | in.uint16(field);
      default -> throw in.malformed(field, "length prefix 11");
    }
    if (size(value) != 1 << (first >>> 6)) {
      throw in.malformed(field, "length not in its shortest form");
    }
    return value;
  }
}
