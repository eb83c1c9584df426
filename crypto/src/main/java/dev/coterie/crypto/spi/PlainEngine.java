package dev.coterie.crypto.spi;

import java.util.Arrays;

/// An engine that keeps nothing: for providers that gain nothing from state.
record PlainEngine(Aead.Key key) implements Aead.Engine {
  @Override
  public int seal(
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int offset,
      int length,
      byte[] out,
      int outOffset) {
    return key.seal(nonce, Arrays.copyOf(aad, aadLength), in, offset, length, out, outOffset);
  }

  @Override
  public int open(
      byte[] nonce,
      byte[] aad,
      int aadLength,
      byte[] in,
      int offset,
      int length,
      byte[] out,
      int outOffset) {
    return key.open(nonce, Arrays.copyOf(aad, aadLength), in, offset, length, out, outOffset);
  }

  @Override
  public void close() {}
}
