package dev.coterie.client.contact;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.StringJoiner;

/// Sixty digits that two people read to each other: the same on both sides exactly if each has the
/// other's true key. It is made from the first 480 bits of SHA-512("coterie safety number 1" ‖
/// smaller fingerprint ‖ greater fingerprint): twelve numbers of 40 bits, each reduced modulo
/// 100,000. Some 199 bits decide, so a chosen key that collides costs about 2^100.
///
/// @param digits twelve groups of five digits
public record SafetyNumber(String digits) {
  private static final Bytes LABEL = Bytes.ofUtf8("coterie safety number 1");
  private static final int GROUPS = 12;
  private static final int GROUP_OCTETS = 5;
  private static final BigInteger RANGE = BigInteger.valueOf(100_000);

  /// The number of two members, in either order.
  public static SafetyNumber of(Fingerprint one, Fingerprint other) {
    boolean ordered = one.value().compareTo(other.value()) <= 0;
    Bytes first = ordered ? one.value() : other.value();
    Bytes second = ordered ? other.value() : one.value();
    byte[] hash = sha512(Bytes.concat(LABEL, first, second));
    var digits = new StringJoiner(" ");
    for (int group = 0; group < GROUPS; group++) {
      var part = new BigInteger(1, hash, group * GROUP_OCTETS, GROUP_OCTETS);
      digits.add("%05d".formatted(part.mod(RANGE).intValue()));
    }
    return new SafetyNumber(digits.toString());
  }

  private static byte[] sha512(Bytes input) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(input.buffer());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-512 is part of every JDK", e);
    }
  }

  @Override
  public String toString() {
    return digits;
  }
}
