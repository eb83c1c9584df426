package dev.coterie.crypto.spi;

/// Authenticated encryption. Thread-safe, and so are its keys. Nothing here guards against the
/// second use of a nonce: that is the duty of whoever counts.
public interface Aead {
  /// Which algorithm this is.
  AeadAlgorithm algorithm();

  /// Prepares a key, once for many uses. The array is copied where it must be kept.
  Key prepare(byte[] key);

  /// A prepared key. Input and output may lie in the same array only if they do not overlap.
  interface Key extends AutoCloseable {
    /// Encrypts `in[offset .. offset + length)` to `out`, tag last.
    ///
    /// @return how many octets were written: `length` and the tag
    int seal(
        byte[] nonce, byte[] aad, byte[] in, int offset, int length, byte[] out, int outOffset);

    /// Decrypts `in[offset .. offset + length)` to `out`.
    ///
    /// @return how many octets were written, or −1 if the ciphertext is not authentic; then `out`
    ///   holds nothing of use
    int open(
        byte[] nonce, byte[] aad, byte[] in, int offset, int length, byte[] out, int outOffset);

    /// The same key in the hands of one owner, for streams of messages. It lives no longer than
    /// this key.
    default Engine engine() {
      return new PlainEngine(this);
    }

    /// Wipes what the provider allows to wipe.
    @Override
    void close();
  }

  /// A prepared key with whatever state saves work from one message to the next. Not thread-safe:
  /// it has one owner. Refuses nothing but what the provider refuses; whoever counts the nonces
  /// never gives one twice to [#seal].
  interface Engine extends AutoCloseable {
    /// As [Key#seal], with the first `aadLength` octets of `aad` as associated data.
    int seal(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int offset,
        int length,
        byte[] out,
        int outOffset);

    /// As [Key#open], with the first `aadLength` octets of `aad` as associated data.
    int open(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int offset,
        int length,
        byte[] out,
        int outOffset);

    /// Lets go of the state; the key stays open.
    @Override
    void close();
  }
}
