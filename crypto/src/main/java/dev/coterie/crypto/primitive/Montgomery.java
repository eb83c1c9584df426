package dev.coterie.crypto.primitive;

import dev.coterie.crypto.spi.Curve;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/// Curve25519 and Curve448 (RFC 7748): which u-coordinates belong to points of small order, on the
/// curve or its twist. With those, and only those, every Diffie-Hellman result is zero. A
/// u-coordinate that is not reduced is valid, as RFC 7748 §5 demands; KEM and transcript hash the
/// octets, so that it names a key of its own.
@SuppressWarnings("ImmutableEnumChecker") // the set is an unmodifiable copy
enum Montgomery {
  X25519(
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19)),
      // order 8; the other two orders below it are those of 0, 1 and −1
      new BigInteger("325606250916557431795983626356110631294008115727848805560023387167927233504"),
      new BigInteger(
          "39382357235489614581723060781553021112529911719440698176882885853963445705823")),
  X448(
      BigInteger.ONE
          .shiftLeft(448)
          .subtract(BigInteger.ONE.shiftLeft(224))
          .subtract(BigInteger.ONE));

  private final BigInteger prime;
  private final Set<BigInteger> small;

  Montgomery(BigInteger prime, BigInteger... more) {
    this.prime = prime;
    var all = new HashSet<>(Set.of(more));
    all.addAll(Set.of(BigInteger.ZERO, BigInteger.ONE, prime.subtract(BigInteger.ONE)));
    this.small = Set.copyOf(all);
  }

  static Montgomery of(Curve curve) {
    return switch (curve) {
      case X25519 -> X25519;
      case X448 -> X448;
      case P256, P384, P521 -> throw new IllegalArgumentException(curve + " is a NIST curve");
    };
  }

  /// The number that a scalar multiplication reads from the octets: little-endian, unused bits
  /// cleared, reduced.
  BigInteger coordinate(byte[] point) {
    var number = LittleEndian.number(point, 0, point.length);
    return (this == X25519 ? number.clearBit(255) : number).mod(prime);
  }

  boolean isSmallOrder(byte[] point) {
    return small.contains(coordinate(point));
  }
}
