package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;

/// A signature public key as it travels. Whether it is a valid point shows in use, or by
/// [SuiteCrypto#validate].
///
/// @param value an Edwards point of RFC 8032, or an uncompressed point
public record SignaturePublicKey(Bytes value) {
  /// `opaque SignaturePublicKey<V>`.
  public static final Codec<SignaturePublicKey> CODEC =
      Codec.of(
          in -> new SignaturePublicKey(in.opaque("signature_public_key")),
          (key, out) -> out.opaque(key.value));
}
