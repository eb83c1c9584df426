package dev.coterie.crypto.primitive;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CryptoRule;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.spi.EcdsaDer;
import dev.coterie.crypto.spi.Signatures;

/// One signature scheme with one verdict on every input, whichever provider computes: lengths,
/// encodings, ranges and points of small order are checked here, so that providers differ in speed
/// only. Thread-safe.
public final class CheckedSignatures {
  private final Signatures provider;

  /// Over a provider's primitive.
  public CheckedSignatures(Signatures provider) {
    this.provider = provider;
  }

  /// Which scheme this is.
  public SignatureScheme scheme() {
    return provider.scheme();
  }

  /// Imports a public key.
  ///
  /// @throws RefusedException with [CryptoRule#SIGNATURE_PUBLIC_KEY]
  public Signatures.PublicKey importPublic(byte[] key) {
    var scheme = scheme();
    if (key.length != scheme.publicSize()) {
      throw refused(key.length + " octets, " + scheme + " has " + scheme.publicSize());
    }
    boolean usable =
        scheme.isEdwards()
            ? Edwards.of(scheme).isUsable(key, 0, key.length)
            : NistCurve.of(scheme).isPoint(key);
    if (!usable) {
      throw refused("no valid encoding of a point of large order for " + scheme);
    }
    try {
      return provider.importPublic(key);
    } catch (IllegalArgumentException _) {
      throw refused("no point on the curve of " + scheme);
    }
  }

  /// Imports a private key.
  ///
  /// @throws RefusedException with [CryptoRule#SIGNATURE_PRIVATE_KEY]
  public Signatures.PrivateKey importPrivate(Secret key) {
    var scheme = scheme();
    return key.lend(
        octets -> {
          if (octets.length != scheme.privateSize()
              || (!scheme.isEdwards() && !NistCurve.of(scheme).isScalar(octets))) {
            throw new RefusedException(
                CryptoRule.SIGNATURE_PRIVATE_KEY, "no private key of " + scheme);
          }
          return provider.importPrivate(octets);
        });
  }

  /// Signs a message; the result is as it travels.
  public byte[] sign(Signatures.PrivateKey key, byte[] message) {
    var signature = key.sign(message);
    return scheme().isEdwards() ? signature : EcdsaDer.encode(signature);
  }

  /// Whether the signature, as it travels, is one of this key over the message.
  public boolean verify(Signatures.PublicKey key, byte[] message, byte[] signature) {
    var scheme = scheme();
    if (scheme.isEdwards()) {
      int half = scheme.publicSize();
      var curve = Edwards.of(scheme);
      return signature.length == 2 * half
          && curve.isUsable(signature, 0, half)
          && curve.isScalar(signature, half, 2 * half)
          && key.verify(message, signature);
    }
    var curve = NistCurve.of(scheme);
    return EcdsaDer.decode(curve.size(), signature)
        .filter(fixed -> curve.areScalars(fixed) && key.verify(message, fixed))
        .isPresent();
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(CryptoRule.SIGNATURE_PUBLIC_KEY, detail);
  }
}
