package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;

/// What a single-shot HPKE encryption gives. RFC 9420 §7.6:
///
/// ```
/// struct { opaque kem_output<V>; opaque ciphertext<V>; } HPKECiphertext;
/// ```
///
/// @param kemOutput the sender's ephemeral public key
/// @param ciphertext the sealed text with its tag
public record HpkeCiphertext(Bytes kemOutput, Bytes ciphertext) {
  /// The two vectors, one after the other.
  public static final Codec<HpkeCiphertext> CODEC =
      Codec.of(
          in -> new HpkeCiphertext(in.opaque("kem_output"), in.opaque("ciphertext")),
          (text, out) -> out.opaque(text.kemOutput).opaque(text.ciphertext));
}
