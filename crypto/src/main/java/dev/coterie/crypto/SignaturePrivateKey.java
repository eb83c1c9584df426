package dev.coterie.crypto;

import dev.coterie.crypto.primitive.CheckedSignatures;
import dev.coterie.crypto.spi.Signatures;

/// A signature private key with its public key, imported once: it keeps the provider's handle.
/// Thread-safe until closed, and with the same caveat as [Secret]. Made by
/// [SuiteCrypto#importSignaturePrivateKey] and [SuiteCrypto#generateSignatureKeyPair]; of use to
/// every suite with the same signature scheme, whichever providers serve it.
public final class SignaturePrivateKey implements AutoCloseable {
  private final CheckedSignatures signatures;
  private final Secret secret;
  private final SignaturePublicKey publicKey;
  private final Signatures.PrivateKey handle;

  SignaturePrivateKey(
      CheckedSignatures signatures,
      Secret secret,
      SignaturePublicKey publicKey,
      Signatures.PrivateKey handle) {
    this.signatures = signatures;
    this.secret = secret;
    this.publicKey = publicKey;
    this.handle = handle;
  }

  /// The scheme that it belongs to.
  public SignatureScheme scheme() {
    return signatures.scheme();
  }

  /// The key that others verify with.
  public SignaturePublicKey publicKey() {
    return publicKey;
  }

  /// The octets: a scalar, big-endian, or the seed of RFC 8032; closed with this key.
  public Secret secret() {
    return secret;
  }

  /// The same key with a life of its own.
  public SignaturePrivateKey copy() {
    return KeyImport.signature(signatures, secret.copy());
  }

  /// Wipes the octets, and what the provider allows to wipe.
  @Override
  public void close() {
    secret.close();
    handle.close();
  }

  @Override
  public String toString() {
    return "SignaturePrivateKey[" + scheme() + "]";
  }

  Signatures.PrivateKey handle(SignatureScheme wanted) {
    if (wanted != scheme()) {
      throw new IllegalArgumentException("a key of " + scheme() + " where " + wanted + " is used");
    }
    if (secret.isClosed()) {
      throw new IllegalStateException("private key is closed");
    }
    return handle;
  }
}
