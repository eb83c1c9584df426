package dev.coterie.crypto.spi;

import dev.coterie.codec.Bytes;

/// Key agreement on one curve, raw octets in and out. Thread-safe, and so are its keys; keys of one
/// provider are of no use to another.
///
/// Callers have already checked lengths, points (on the curve, uncompressed, canonical where it
/// matters) and scalar ranges, so that every provider sees the same inputs.
public interface DiffieHellman {
  /// Which curve this is.
  Curve curve();

  /// Prepares a private key. The array is copied where it must be kept.
  PrivateKey importPrivate(byte[] scalar);

  /// Prepares a public key.
  PublicKey importPublic(byte[] point);

  /// An opaque public key.
  interface PublicKey {}

  /// An opaque private key.
  interface PrivateKey extends AutoCloseable {
    /// Its public key, encoded.
    Bytes publicKey();

    /// The shared secret with a public key of the same provider: the x-coordinate, or the
    /// u-coordinate. All zeros where the provider does not refuse a small-order point by itself;
    /// the caller checks.
    byte[] agree(PublicKey peer);

    /// Wipes what the provider allows to wipe.
    @Override
    void close();
  }
}
