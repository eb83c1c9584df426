package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;

/// A KEM public key as it travels. That it is a valid point shows only in use, or by
/// [SuiteCrypto#validate].
///
/// @param value a u-coordinate, or an uncompressed point
public record HpkePublicKey(Bytes value) {
  /// `opaque HPKEPublicKey<V>`.
  public static final Codec<HpkePublicKey> CODEC =
      Codec.of(
          in -> new HpkePublicKey(in.opaque("hpke_public_key")),
          (key, out) -> out.opaque(key.value));
}
