package dev.coterie.crypto.primitive;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CryptoRule;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.util.Arrays;

/// Key agreement with one verdict on every input, whichever provider computes: lengths, points,
/// scalars and small-order points are checked here. Thread-safe.
public final class CheckedDh {
  private final DiffieHellman provider;

  /// Over a provider's primitive.
  public CheckedDh(DiffieHellman provider) {
    this.provider = provider;
  }

  /// Which curve this is.
  public Curve curve() {
    return provider.curve();
  }

  /// Imports a public key.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public DiffieHellman.PublicKey importPublic(Bytes encoded) {
    var point = encoded.toArray();
    check(point);
    return provider.importPublic(point);
  }

  /// Checks a public key.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public void check(byte[] point) {
    var curve = curve();
    if (point.length != curve.publicSize()) {
      throw new RefusedException(
          CryptoRule.HPKE_PUBLIC_KEY,
          point.length + " octets, " + curve + " has " + curve.publicSize());
    }
    if (curve.isNist()) {
      if (!NistCurve.of(curve).isPoint(point)) {
        throw new RefusedException(CryptoRule.HPKE_PUBLIC_KEY, "no uncompressed point of " + curve);
      }
    } else if (Montgomery.of(curve).isSmallOrder(point)) {
      throw new RefusedException(CryptoRule.DH_ZERO, "point of small order on " + curve);
    }
  }

  /// Imports a private key.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PRIVATE_KEY]
  public DiffieHellman.PrivateKey importPrivate(Secret key) {
    var curve = curve();
    return key.lend(
        scalar -> {
          if (scalar.length != curve.privateSize()
              || (curve.isNist() && !NistCurve.of(curve).isScalar(scalar))) {
            throw new RefusedException(CryptoRule.HPKE_PRIVATE_KEY, "no scalar of " + curve);
          }
          return provider.importPrivate(scalar);
        });
  }

  /// The shared secret.
  ///
  /// @throws RefusedException with [CryptoRule#DH_ZERO]
  public byte[] agree(DiffieHellman.PrivateKey own, DiffieHellman.PublicKey peer) {
    var shared = own.agree(peer);
    if (Arrays.equals(shared, new byte[shared.length])) {
      throw new RefusedException(CryptoRule.DH_ZERO, "shared secret of zeros on " + curve());
    }
    return shared;
  }
}
