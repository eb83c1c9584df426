package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.Skipped;
import dev.coterie.vectors.VectorException;

/// Comparisons that say what differs.
final class Expect {
  private Expect() {}

  static SuiteCrypto crypto(Json.Obj vector) {
    int code = vector.small("cipher_suite");
    return CipherSuite.of(code)
        .map(SuiteCrypto::of)
        .orElseThrow(() -> new Skipped("cipher suite " + code + " is not implemented"));
  }

  static void same(String what, Bytes expected, Bytes actual) {
    if (!expected.equals(actual)) {
      throw new VectorException(what + " is " + actual.toHex() + ", not " + expected.toHex());
    }
  }

  static void same(String what, Bytes expected, Secret actual) {
    if (!actual.matches(expected)) {
      throw new VectorException(what + " differs");
    }
  }

  static void same(String what, long expected, long actual) {
    if (expected != actual) {
      throw new VectorException(what + " is " + actual + ", not " + expected);
    }
  }

  static void holds(String what, boolean holds) {
    if (!holds) {
      throw new VectorException(what + " does not hold");
    }
  }

  /// Decodes and encodes again.
  static <T> T roundTrip(String what, Codec<T> codec, Bytes encoded) {
    T value = codec.decode(encoded);
    same(what + " encoded again", encoded, codec.encode(value));
    return value;
  }
}
