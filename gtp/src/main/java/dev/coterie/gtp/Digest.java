package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.SuiteCrypto;

/// SHA-256, by the crypto room's first suite.
final class Digest {
  private static final SuiteCrypto SHA_256 = SuiteCrypto.of(CipherSuite.of(1).orElseThrow());

  private Digest() {}

  static Bytes of(Bytes... parts) {
    return SHA_256.hash(parts);
  }
}
