package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.primitive.CheckedDh;
import dev.coterie.crypto.spi.DiffieHellman;

/// A KEM private key with its public key, imported once: it keeps the provider's handle.
/// Thread-safe until closed, and with the same caveat as [Secret]. Made by
/// [SuiteCrypto#importHpkePrivateKey], [SuiteCrypto#deriveKeyPair] and
/// [SuiteCrypto#generateKeyPair]; of use to every suite with the same KEM, whichever providers
/// serve it.
public final class HpkePrivateKey implements AutoCloseable {
  private final Kem kem;
  private final Secret secret;
  private final HpkePublicKey publicKey;
  private final CheckedDh curve;
  private final DiffieHellman.PrivateKey handle;

  HpkePrivateKey(
      Kem kem,
      Secret secret,
      HpkePublicKey publicKey,
      CheckedDh curve,
      DiffieHellman.PrivateKey handle) {
    this.kem = kem;
    this.secret = secret;
    this.publicKey = publicKey;
    this.curve = curve;
    this.handle = handle;
  }

  /// The KEM that it belongs to.
  public Kem kem() {
    return kem;
  }

  /// The key that others encrypt to.
  public HpkePublicKey publicKey() {
    return publicKey;
  }

  /// The octets as they were derived or imported; closed with this key. For X25519 and X448 they
  /// are not clamped: the scalar multiplication does that, and the vectors of RFC 9180 hold them
  /// so.
  public Secret secret() {
    return secret;
  }

  /// The same key with a life of its own.
  public HpkePrivateKey copy() {
    return KeyImport.hpke(kem, curve, secret.copy());
  }

  /// Wipes the octets, and what the provider allows to wipe.
  @Override
  public void close() {
    secret.close();
    handle.close();
  }

  @Override
  public String toString() {
    return "HpkePrivateKey[" + kem + "]";
  }

  /// The shared secret with a public key, by the provider that holds this one.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  byte[] agree(Kem wanted, Bytes peer) {
    return curve.agree(handle(wanted), curve.importPublic(peer));
  }

  DiffieHellman.PrivateKey handle(Kem wanted) {
    if (wanted != kem) {
      throw new IllegalArgumentException("a key of " + kem + " where " + wanted + " is used");
    }
    if (secret.isClosed()) {
      throw new IllegalStateException("private key is closed");
    }
    return handle;
  }
}
