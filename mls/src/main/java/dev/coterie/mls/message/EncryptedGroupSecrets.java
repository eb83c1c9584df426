package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkeCiphertext;

/// A welcome's part for one new member. RFC 9420 §12.4.3.1.
///
/// @param newMember which key package it is for: [KeyPackage#ref]
/// @param encryptedGroupSecrets its [GroupSecrets], encrypted to that package's init key
public record EncryptedGroupSecrets(Bytes newMember, HpkeCiphertext encryptedGroupSecrets) {
  /// The codec.
  public static final Codec<EncryptedGroupSecrets> CODEC =
      Codec.of(EncryptedGroupSecrets::read, EncryptedGroupSecrets::write);

  private static EncryptedGroupSecrets read(WireReader in) {
    return new EncryptedGroupSecrets(in.opaque("new_member"), HpkeCiphertext.CODEC.read(in));
  }

  private static void write(EncryptedGroupSecrets value, WireWriter out) {
    HpkeCiphertext.CODEC.write(value.encryptedGroupSecrets, out.opaque(value.newMember));
  }
}
