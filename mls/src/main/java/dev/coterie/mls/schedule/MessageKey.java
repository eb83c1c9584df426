package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;

/// A key and a nonce for one message. RFC 9420 §9.1, §9.2: sealing spends both whatever happens;
/// opening leaves them, since only a success may spend them, and then by [SecretTree#consume].
///
/// @param key of the suite's AEAD
/// @param nonce of the suite's AEAD, before the reuse guard
public record MessageKey(Secret key, Secret nonce) implements AutoCloseable {
  static MessageKey derive(SuiteCrypto crypto, Secret ratchetSecret, long generation) {
    var suite = crypto.suite();
    return new MessageKey(
        crypto.deriveTreeSecret(ratchetSecret, "key", generation, suite.keySize()),
        crypto.deriveTreeSecret(ratchetSecret, "nonce", generation, suite.nonceSize()));
  }

  /// Encrypts one message and wipes the key.
  ///
  /// @param reuseGuard four bytes for the front of the nonce (§6.3.1)
  public Bytes seal(SuiteCrypto crypto, Bytes reuseGuard, Bytes aad, Bytes plaintext) {
    try (this;
        var guarded = guarded(reuseGuard)) {
      return crypto.seal(key, guarded, aad, plaintext);
    }
  }

  /// Decrypts one message.
  ///
  /// @param reuseGuard from the sender data
  /// @throws RefusedException if it does not open; the key is as good as before
  public Bytes open(SuiteCrypto crypto, Bytes reuseGuard, Bytes aad, Bytes ciphertext) {
    try (var guarded = guarded(reuseGuard)) {
      return crypto.open(key, guarded, aad, ciphertext);
    }
  }

  private Secret guarded(Bytes reuseGuard) {
    return nonce.lend(
        octets -> {
          byte[] guarded = octets.clone();
          for (int i = 0; i < reuseGuard.size(); i++) {
            guarded[i] ^= (byte) reuseGuard.at(i);
          }
          return Secret.adopt(guarded);
        });
  }

  MessageKey copy() {
    return new MessageKey(key.copy(), nonce.copy());
  }

  @Override
  public void close() {
    key.close();
    nonce.close();
  }
}
