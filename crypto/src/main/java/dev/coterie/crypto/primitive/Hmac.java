package dev.coterie.crypto.primitive;

import dev.coterie.crypto.spi.Hash;
import java.util.Arrays;

/// One HMAC key (RFC 2104), for messages in turn: [#begin], [#update] as often as needed, [#end].
/// Allocates nothing per message. Not thread-safe: it has one owner.
public final class Hmac implements AutoCloseable {
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final Hash.State state;
  private final int size;
  private final byte[] pad;

  /// @param key of any length, copied
  public Hmac(Hash hash, byte[] key) {
    state = hash.start();
    size = hash.algorithm().size();
    pad = new byte[hash.algorithm().blockSize()];
    if (key.length > pad.length) {
      state.update(key, 0, key.length);
      state.finish(pad, 0);
    } else {
      System.arraycopy(key, 0, pad, 0, key.length);
    }
  }

  /// Starts a message.
  public void begin() {
    absorb(INNER);
  }

  /// Takes a whole array in.
  public void update(byte[] octets) {
    state.update(octets, 0, octets.length);
  }

  /// Takes a part of an array in.
  public void update(byte[] octets, int offset, int length) {
    state.update(octets, offset, length);
  }

  /// Ends the message, and writes its MAC to the start of an array.
  public void end(byte[] target) {
    state.finish(target, 0);
    absorb(OUTER);
    state.update(target, 0, size);
    state.finish(target, 0);
  }

  /// Wipes the key.
  @Override
  public void close() {
    Arrays.fill(pad, (byte) 0);
  }

  private void absorb(byte mask) {
    for (int i = 0; i < pad.length; i++) {
      pad[i] ^= mask;
    }
    state.update(pad, 0, pad.length);
    for (int i = 0; i < pad.length; i++) {
      pad[i] ^= mask;
    }
  }
}
