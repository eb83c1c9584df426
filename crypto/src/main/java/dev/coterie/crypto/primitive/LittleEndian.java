package dev.coterie.crypto.primitive;

import java.math.BigInteger;

/// Numbers as RFC 7748 and RFC 8032 write them.
public final class LittleEndian {
  private LittleEndian() {}

  /// The number that the octets `[from, to)` stand for.
  public static BigInteger number(byte[] octets, int from, int to) {
    var reversed = new byte[to - from];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = octets[to - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  /// A number in so many octets.
  public static byte[] octets(BigInteger number, int size) {
    var out = new byte[size];
    var bigEndian = number.toByteArray();
    for (int i = 0; i < Math.min(size, bigEndian.length); i++) {
      out[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return out;
  }
}
