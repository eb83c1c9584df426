package dev.coterie.crypto.primitive;

import dev.coterie.crypto.spi.Hash;
import java.util.Arrays;

/// HMAC (RFC 2104) and HKDF (RFC 5869) over a hash function. Thread-safe: each call has an engine
/// of its own, so that no key outlives its call in a cached one.
public final class Kdf {
  private final Hash hash;

  /// Over this hash function.
  public Kdf(Hash hash) {
    this.hash = hash;
  }

  /// Octets of a MAC, and of an extracted key (`Nh`).
  public int size() {
    return hash.algorithm().size();
  }

  /// The hash of all parts, one after the other.
  public byte[] hash(byte[]... parts) {
    var state = hash.start();
    for (var part : parts) {
      state.update(part, 0, part.length);
    }
    var out = new byte[size()];
    state.finish(out, 0);
    return out;
  }

  /// HMAC over all parts, one after the other. HKDF-Extract is `mac(salt, ikm)`.
  public byte[] mac(byte[] key, byte[]... parts) {
    var out = new byte[size()];
    var mac = new Mac(key);
    try {
      mac.begin();
      for (var part : parts) {
        mac.update(part);
      }
      mac.end(out);
      return out;
    } finally {
      mac.wipe();
    }
  }

  /// HKDF-Expand.
  ///
  /// @param length 0 to 255 times [#size()]
  public byte[] expand(byte[] prk, byte[] info, int length) {
    int size = size();
    if (length < 0 || length > 255 * size) {
      throw new IllegalArgumentException("cannot expand to " + length + " octets");
    }
    var out = new byte[length];
    var block = new byte[size];
    var counter = new byte[1];
    var mac = new Mac(prk);
    try {
      for (int done = 0; done < length; done += size) {
        mac.begin();
        if (done > 0) {
          mac.update(block);
        }
        mac.update(info);
        counter[0]++;
        mac.update(counter);
        mac.end(block);
        System.arraycopy(block, 0, out, done, Math.min(size, length - done));
      }
      return out;
    } finally {
      mac.wipe();
      Arrays.fill(block, (byte) 0);
    }
  }

  /// One HMAC key, for several messages in turn.
  private final class Mac {
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final Hash.State state = hash.start();
    private final byte[] pad = new byte[hash.algorithm().blockSize()];

    Mac(byte[] key) {
      if (key.length > pad.length) {
        state.update(key, 0, key.length);
        state.finish(pad, 0);
      } else {
        System.arraycopy(key, 0, pad, 0, key.length);
      }
    }

    void begin() {
      absorb(INNER);
    }

    void update(byte[] octets) {
      state.update(octets, 0, octets.length);
    }

    void end(byte[] target) {
      state.finish(target, 0);
      absorb(OUTER);
      state.update(target, 0, size());
      state.finish(target, 0);
    }

    void wipe() {
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
}
