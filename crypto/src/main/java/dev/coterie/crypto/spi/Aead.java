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

    /// Wipes what the provider allows to wipe.
    @Override
    void close();
  }
}
