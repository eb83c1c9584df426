package dev.coterie.crypto.jdk;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.crypto.spi.Hash;
import dev.coterie.crypto.spi.HashAlgorithm;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-2 by [MessageDigest].
record JdkHash(HashAlgorithm algorithm) implements Hash {
  @Override
  public State start() {
    try {
      return new Digest(MessageDigest.getInstance(algorithm.jca(), Jca.SUN), algorithm.size());
    } catch (NoSuchAlgorithmException e) {
      throw Jca.missing(algorithm.jca(), e);
    }
  }

  private record Digest(MessageDigest digest, int size) implements State {
    @Override
    public void update(byte[] octets, int offset, int length) {
      digest.update(octets, offset, length);
    }

    @Override
    public void finish(byte[] target, int offset) {
      try {
        int written = digest.digest(target, offset, target.length - offset);
        if (written != size) {
          throw new BrokenInvariantException("a hash has its size");
        }
      } catch (DigestException e) {
        throw new BrokenInvariantException("the target has room for a hash", e);
      }
    }
  }
}
