package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Names an identity: the SHA-256 of its public signature key as it stands in an MLS leaf.
public record Fingerprint(Bytes value) implements Comparable<Fingerprint> {
  /// Octets in a fingerprint.
  public static final int SIZE = 32;

  /// Refuses anything that is not 32 octets.
  public Fingerprint {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException("a fingerprint has 32 octets, not " + value.size());
    }
  }

  /// The fingerprint of a public key, or of a certificate.
  public static Fingerprint of(Bytes encoded) {
    return new Fingerprint(sha256(encoded));
  }

  /// From hexadecimal digits, with or without colons and spaces.
  public static Fingerprint parse(String text) {
    return new Fingerprint(Bytes.fromHex(text.replaceAll("[:\\s]", "")));
  }

  static Bytes sha256(Bytes input) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(input.buffer());
      return Bytes.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Lower-case hexadecimal digits.
  public String toHex() {
    return value.toHex();
  }

  @Override
  public int compareTo(Fingerprint other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
