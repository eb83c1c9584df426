package dev.coterie.crypto.primitive;

import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.DiffieHellman;
import dev.coterie.crypto.spi.Hash;
import dev.coterie.crypto.spi.Signatures;

final class KnownAnswers {
  private KnownAnswers() {}

  static boolean passes(Hash hash) {
    return hash.algorithm().size() > 0;
  }

  static boolean passes(Aead aead) {
    return aead.algorithm().keySize() > 0;
  }

  static boolean passes(DiffieHellman curve) {
    return curve.curve().publicSize() > 0;
  }

  static boolean passes(Signatures signatures) {
    return signatures.scheme().publicSize() > 0;
  }
}
