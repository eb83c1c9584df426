package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;

/// A pre-shared key for HPKE with its identifier; neither goes without the other (RFC 9180 §5.1).
///
/// @param key at least 32 octets, closed by its owner
/// @param id at least one octet
public record HpkePsk(Secret key, Bytes id) {
  private static final int SHORTEST = 32;

  /// Checks the sizes.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PSK]
  public HpkePsk {
    if (key.size() < SHORTEST || id.isEmpty()) {
      throw new RefusedException(
          CryptoRule.HPKE_PSK, "key of " + key.size() + " and id of " + id.size() + " octets");
    }
  }
}
