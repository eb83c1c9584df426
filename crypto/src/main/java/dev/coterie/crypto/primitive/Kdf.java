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
    try (var mac = new Hmac(hash, key)) {
      mac.begin();
      for (var part : parts) {
        mac.update(part);
      }
      mac.end(out);
      return out;
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
    try (var mac = new Hmac(hash, prk)) {
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
      Arrays.fill(block, (byte) 0);
    }
  }
}
