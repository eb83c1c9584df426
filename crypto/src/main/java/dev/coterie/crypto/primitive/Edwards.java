package dev.coterie.crypto.primitive;

import dev.coterie.crypto.SignatureScheme;
import java.math.BigInteger;

/// Ed25519 and Ed448 (RFC 8032): what encodings of points and scalars we take at all, before any
/// provider computes.
///
/// A point, be it a public key or the R of a signature, is written as its y-coordinate *below the
/// prime* with the sign of x above it, and is not one of the 8 (or 4) points of small order. An S
/// is below the order of the group. What is left for the provider is whether the point is on the
/// curve, and the equation `[S]B = R + [k]A`, without the cofactor.
enum Edwards {
  ED25519(
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19)),
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"))),
  ED448(
      BigInteger.ONE
          .shiftLeft(448)
          .subtract(BigInteger.ONE.shiftLeft(224))
          .subtract(BigInteger.ONE),
      BigInteger.ONE
          .shiftLeft(446)
          .subtract(
              new BigInteger(
                  "13818066809895115352007386748515426880336692474882178609894547503885")));

  private final BigInteger prime;
  private final BigInteger order;

  Edwards(BigInteger prime, BigInteger order) {
    this.prime = prime;
    this.order = order;
  }

  static Edwards of(SignatureScheme scheme) {
    return switch (scheme) {
      case ED25519 -> ED25519;
      case ED448 -> ED448;
      case ECDSA_P256, ECDSA_P384, ECDSA_P521 ->
          throw new IllegalArgumentException(scheme + " has no Edwards curve");
    };
  }

  BigInteger order() {
    return order;
  }

  /// Whether the octets `[from, to)` are the encoding of a point that is not of small order, if
  /// they are of a point at all.
  boolean isUsable(byte[] octets, int from, int to) {
    var y = LittleEndian.number(octets, from, to).clearBit(8 * (to - from) - 1);
    return y.compareTo(prime) < 0 && !isSmallOrder(y);
  }

  /// Whether the octets `[from, to)` are a scalar below the order.
  boolean isScalar(byte[] octets, int from, int to) {
    return LittleEndian.number(octets, from, to).compareTo(order) < 0;
  }

  /// Neutral element, order 2 and order 4 have y = 1, −1 and 0 on both curves. On edwards25519 a
  /// point of order 8 doubles to one with y = 0, which means `x² = −y²`, and with the curve's
  /// equation `d·y⁴ + 2·y² = 1`.
  private boolean isSmallOrder(BigInteger y) {
    if (y.signum() == 0 || y.equals(BigInteger.ONE) || y.equals(prime.subtract(BigInteger.ONE))) {
      return true;
    }
    if (this == ED448) {
      return false;
    }
    var square = y.multiply(y).mod(prime);
    var left = D25519.multiply(square).add(BigInteger.TWO).multiply(square).mod(prime);
    return left.equals(BigInteger.ONE);
  }

  private static final BigInteger D25519 =
      BigInteger.valueOf(-121665)
          .multiply(BigInteger.valueOf(121666).modInverse(ED25519.prime))
          .mod(ED25519.prime);
}
