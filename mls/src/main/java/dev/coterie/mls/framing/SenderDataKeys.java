package dev.coterie.mls.framing;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;

/// The key and the nonce that hide the sender of one message, different for each since they take up
/// a sample of its ciphertext. RFC 9420 §6.3.2.
public final class SenderDataKeys {
  private SenderDataKeys() {}

  /// The key.
  ///
  /// @param sample the first bytes of the ciphertext, as many as a hash has, or all
  public static Secret key(SuiteCrypto crypto, Secret senderDataSecret, Bytes sample) {
    return crypto.expandWithLabel(senderDataSecret, "key", sample, crypto.suite().keySize());
  }

  /// The nonce.
  ///
  /// @param sample the first bytes of the ciphertext, as many as a hash has, or all
  public static Secret nonce(SuiteCrypto crypto, Secret senderDataSecret, Bytes sample) {
    return crypto.expandWithLabel(senderDataSecret, "nonce", sample, crypto.suite().nonceSize());
  }
}
