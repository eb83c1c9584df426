package dev.coterie.crypto;

import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.HashAlgorithm;

/// The Diffie-Hellman KEMs of RFC 9180 §7.1. Each brings a hash of its own, whatever that of the
/// suite.
public enum Kem {
  /// DHKEM(P-256, HKDF-SHA256).
  P256(0x0010, Curve.P256, HashAlgorithm.SHA256),
  /// DHKEM(P-384, HKDF-SHA384).
  P384(0x0011, Curve.P384, HashAlgorithm.SHA384),
  /// DHKEM(P-521, HKDF-SHA512).
  P521(0x0012, Curve.P521, HashAlgorithm.SHA512),
  /// DHKEM(X25519, HKDF-SHA256).
  X25519(0x0020, Curve.X25519, HashAlgorithm.SHA256),
  /// DHKEM(X448, HKDF-SHA512).
  X448(0x0021, Curve.X448, HashAlgorithm.SHA512);

  private final int id;
  private final Curve curve;
  private final HashAlgorithm hash;

  Kem(int id, Curve curve, HashAlgorithm hash) {
    this.id = id;
    this.curve = curve;
    this.hash = hash;
  }

  /// The code in the HPKE registry.
  public int id() {
    return id;
  }

  /// The curve.
  public Curve curve() {
    return curve;
  }

  /// The hash of its KDF.
  public HashAlgorithm hash() {
    return hash;
  }

  /// Octets of the shared secret (`Nsecret`).
  public int secretSize() {
    return hash.size();
  }
}
