package dev.coterie.crypto.primitive;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.spi.Curve;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/// A curve `y² = x³ + ax + b` over a prime field, and what encodings of points and scalars are
/// valid on it: checked here once, so that every provider sees the same inputs. The cofactor is 1,
/// hence a point on the curve has the right order.
@SuppressWarnings("ImmutableEnumChecker") // the parameters are immutable, but not marked so
public enum NistCurve {
  /// NIST P-256.
  P256("secp256r1", 32),
  /// NIST P-384.
  P384("secp384r1", 48),
  /// NIST P-521.
  P521("secp521r1", 66);

  private final ECParameterSpec parameters;
  private final BigInteger prime;
  private final int size;

  NistCurve(String name, int size) {
    try {
      var source = AlgorithmParameters.getInstance("EC", "SunEC");
      source.init(new ECGenParameterSpec(name));
      parameters = source.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new BrokenInvariantException("the JDK knows " + name, e);
    }
    if (!(parameters.getCurve().getField() instanceof ECFieldFp field)) {
      throw new BrokenInvariantException(name + " is over a prime field");
    }
    this.prime = field.getP();
    this.size = size;
  }

  /// The NIST curve of a group for key agreement.
  public static NistCurve of(Curve curve) {
    return switch (curve) {
      case P256 -> P256;
      case P384 -> P384;
      case P521 -> P521;
      case X25519, X448 -> throw new IllegalArgumentException(curve + " is no NIST curve");
    };
  }

  /// The NIST curve of a signature scheme.
  public static NistCurve of(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_P256 -> P256;
      case ECDSA_P384 -> P384;
      case ECDSA_P521 -> P521;
      case ED25519, ED448 -> throw new IllegalArgumentException(scheme + " is no NIST curve");
    };
  }

  /// Its parameters for the JDK.
  public ECParameterSpec parameters() {
    return parameters;
  }

  /// The prime of the field.
  public BigInteger prime() {
    return prime;
  }

  /// The order of the group.
  public BigInteger order() {
    return parameters.getOrder();
  }

  /// Octets of a coordinate and of a scalar.
  public int size() {
    return size;
  }

  /// Whether the octets are an uncompressed point: `04 ‖ x ‖ y`, both below the prime, on the
  /// curve.
  public boolean isPoint(byte[] encoded) {
    if (encoded.length != 1 + 2 * size || encoded[0] != 4) {
      return false;
    }
    var x = new BigInteger(1, encoded, 1, size);
    var y = new BigInteger(1, encoded, 1 + size, size);
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
      return false;
    }
    return y.multiply(y).subtract(rightSide(x)).mod(prime).signum() == 0;
  }

  /// The value of `x³ + ax + b`, below the prime.
  public BigInteger rightSide(BigInteger x) {
    var curve = parameters.getCurve();
    return x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()).mod(prime);
  }

  /// Whether a number is in `1 .. n − 1`.
  public boolean isScalar(BigInteger number) {
    return number.signum() > 0 && number.compareTo(order()) < 0;
  }

  /// Whether the octets are a scalar of full length in `1 .. n − 1`, big-endian.
  public boolean isScalar(byte[] encoded) {
    return encoded.length == size && isScalar(new BigInteger(1, encoded));
  }

  /// Whether the octets are two scalars, one after the other: the `r ‖ s` of a signature. A great s
  /// is as good as its negative: RFC 9420 does not ask for the small one.
  boolean areScalars(byte[] fixed) {
    return fixed.length == 2 * size
        && isScalar(new BigInteger(1, fixed, 0, size))
        && isScalar(new BigInteger(1, fixed, size, size));
  }

  /// A number below the prime or the order as octets of full length, big-endian.
  public byte[] encode(BigInteger number) {
    var out = new byte[size];
    var minimal = number.toByteArray();
    int skip = Math.max(0, minimal.length - size);
    System.arraycopy(minimal, skip, out, size - minimal.length + skip, minimal.length - skip);
    return out;
  }
}
