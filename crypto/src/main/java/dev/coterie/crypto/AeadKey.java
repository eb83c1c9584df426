package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.spi.Aead;

/// A prepared AEAD key with the types of this package: one allocation per message, for its result.
record AeadKey(Aead.Key key) implements AutoCloseable {
  private static final int TAG = 16;

  Bytes seal(Secret nonce, Bytes aad, Bytes plaintext) {
    return plaintext.lend((in, offset, length) -> seal(nonce, aad, in, offset, length));
  }

  Bytes seal(Secret nonce, Bytes aad, byte[] in, int offset, int length) {
    var out = new byte[Math.addExact(length, TAG)];
    nonce.lend(octets -> key.seal(octets, aad.toArray(), in, offset, length, out, 0));
    return Bytes.wrap(out);
  }

  /// @throws RefusedException with [CryptoRule#AEAD_OPEN]
  byte[] open(Secret nonce, Bytes aad, Bytes ciphertext) {
    var out = new byte[Math.max(0, ciphertext.size() - TAG)];
    int size =
        ciphertext.lend(
            (in, offset, length) ->
                nonce.lend(octets -> key.open(octets, aad.toArray(), in, offset, length, out, 0)));
    if (size != out.length || ciphertext.size() < TAG) {
      throw new RefusedException(
          CryptoRule.AEAD_OPEN, "ciphertext of " + ciphertext.size() + " octets");
    }
    return out;
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "AeadKey";
  }
}
