package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.spi.Aead;
import java.util.Optional;

/// An HPKE context after set-up (RFC 9180 §5.2): one direction, one counter. The sender seals and
/// the receiver opens, in the same order; both export. Thread-safe: each message takes the next
/// sequence number, one after the other.
///
/// Sealing spends a number even if it throws; opening spends one on success only. After 2^63 − 1
/// messages the context refuses, long before its 96-bit sequence could wrap.
public final class HpkeContext implements AutoCloseable {
  private final LabeledKdf kdf;
  private final Optional<AeadKey> key;
  private final Secret baseNonce;
  private final Secret exporterSecret;
  private final Role role;
  private long sequence;

  HpkeContext(
      Role role, LabeledKdf kdf, Optional<Aead.Key> key, Secret baseNonce, Secret exporterSecret) {
    this.role = role;
    this.kdf = kdf;
    this.key = key.map(AeadKey::new);
    this.baseNonce = baseNonce;
    this.exporterSecret = exporterSecret;
  }

  /// Which side of the context this is.
  enum Role {
    SENDER,
    RECEIVER
  }

  /// Seals the next message.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_SEQUENCE] when no number is left
  public synchronized Bytes seal(Bytes aad, Bytes plaintext) {
    var sealer = key(Role.SENDER);
    try (var nonce = nonce()) {
      sequence++;
      return sealer.seal(nonce, aad, plaintext);
    }
  }

  /// Opens the next message.
  ///
  /// @throws RefusedException with [CryptoRule#AEAD_OPEN], or [CryptoRule#HPKE_SEQUENCE] when no
  ///   number is left
  public synchronized Secret open(Bytes aad, Bytes ciphertext) {
    var opener = key(Role.RECEIVER);
    try (var nonce = nonce()) {
      var plaintext = opener.open(nonce, aad, ciphertext);
      sequence++;
      return Secret.adopt(plaintext);
    }
  }

  /// A secret that both sides can derive (RFC 9180 §5.3).
  ///
  /// @param length 0 to 255 times the size of the KDF's hash
  public Secret export(Bytes context, int length) {
    return exporterSecret.lend(
        prk -> Secret.adopt(kdf.expand(prk, "sec", context.toArray(), length)));
  }

  /// Wipes keys, nonce and exporter secret.
  @Override
  public synchronized void close() {
    key.ifPresent(AeadKey::close);
    baseNonce.close();
    exporterSecret.close();
  }

  @Override
  public String toString() {
    return "HpkeContext[" + role + "]";
  }

  /// Moves on to a number, for tests of the end of the counter.
  void skipTo(long number) {
    sequence = number;
  }

  private AeadKey key(Role wanted) {
    if (role != wanted) {
      throw new IllegalStateException("this context is the " + role + "'s");
    }
    return key.orElseThrow(() -> new IllegalStateException("this context only exports"));
  }

  private Secret nonce() {
    if (sequence == Long.MAX_VALUE) {
      throw new RefusedException(CryptoRule.HPKE_SEQUENCE, "no sequence number is left");
    }
    var nonce = baseNonce.lend(byte[]::clone);
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[nonce.length - 1 - i] ^= (byte) (sequence >>> (8 * i));
    }
    return Secret.adopt(nonce);
  }
}
