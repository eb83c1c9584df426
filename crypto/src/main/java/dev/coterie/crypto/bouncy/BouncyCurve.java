package dev.coterie.crypto.bouncy;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.primitive.NistCurve;
import java.math.BigInteger;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// A NIST curve in Bouncy Castle's faster, special-purpose arithmetic.
@SuppressWarnings("ImmutableEnumChecker") // the domain is immutable, but for tables that it caches
enum BouncyCurve {
  P256("secp256r1"),
  P384("secp384r1"),
  P521("secp521r1");

  private final ECDomainParameters domain;

  BouncyCurve(String name) {
    this.domain = new ECDomainParameters(CustomNamedCurves.getByName(name));
  }

  static BouncyCurve of(NistCurve curve) {
    return switch (curve) {
      case P256 -> P256;
      case P384 -> P384;
      case P521 -> P521;
    };
  }

  ECDomainParameters domain() {
    return domain;
  }

  ECPoint decode(byte[] point) {
    return domain.getCurve().decodePoint(point);
  }

  /// The public key of a scalar, encoded uncompressed.
  Bytes publicOf(BigInteger scalar) {
    var point = new FixedPointCombMultiplier().multiply(domain.getG(), scalar);
    return Bytes.wrap(point.getEncoded(false));
  }
}
