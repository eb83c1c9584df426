package dev.coterie.crypto.spi;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;

/// One signature scheme, raw octets in and out. Thread-safe, and so are its keys; keys of one
/// provider are of no use to another.
///
/// Edwards signatures are `R ‖ S`. ECDSA signatures are, at this seam, `r ‖ s` of fixed length: DER
/// is read and written by the caller, once for all providers. Callers have already checked key
/// lengths and encodings, signature lengths and ranges, and the small-order points; what a provider
/// decides is the equation, *without* the cofactor.
public interface Signatures {
  /// Which scheme this is.
  SignatureScheme scheme();

  /// Prepares a private key. The array is copied where it must be kept.
  PrivateKey importPrivate(byte[] key);

  /// Prepares a public key, or says that it names no point on the curve.
  ///
  /// @throws IllegalArgumentException if the octets are no point of the curve
  PublicKey importPublic(byte[] key);

  /// An opaque public key.
  interface PublicKey {
    /// Whether the signature is one of this key over the message; false for whatever cannot be
    /// parsed.
    boolean verify(byte[] message, byte[] signature);
  }

  /// An opaque private key. Edwards signatures are deterministic (RFC 8032); the nonces of ECDSA
  /// may be (RFC 6979) or be random, as the provider has it.
  interface PrivateKey extends AutoCloseable {
    /// Its public key, encoded.
    Bytes publicKey();

    /// Signs a message.
    byte[] sign(byte[] message);

    /// Wipes what the provider allows to wipe.
    @Override
    void close();
  }
}
