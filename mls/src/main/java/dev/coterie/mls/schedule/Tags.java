package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;

/// Authentication codes of RFC 9420: as long as the suite's hash, never shorter.
public final class Tags {
  private Tags() {}

  /// Whether `tag` is the code of `data`. The length is compared first, the value in constant time.
  public static boolean match(SuiteCrypto crypto, Secret key, Bytes data, Bytes tag) {
    return tag.size() == crypto.suite().hashSize() && crypto.macMatches(key, data, tag);
  }
}
