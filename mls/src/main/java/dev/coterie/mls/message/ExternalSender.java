package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.SignaturePublicKey;

/// Somebody outside a group who may propose changes to it. RFC 9420 §12.1.8.1.
///
/// @param signatureKey verifies its proposals
/// @param credential says who it is
public record ExternalSender(SignaturePublicKey signatureKey, Credential credential) {
  /// The codec.
  public static final Codec<ExternalSender> CODEC =
      Codec.of(ExternalSender::read, ExternalSender::write);

  private static ExternalSender read(WireReader in) {
    return new ExternalSender(Keys.readSignature(in, "signature_key"), Credential.CODEC.read(in));
  }

  private static void write(ExternalSender value, WireWriter out) {
    Keys.write(value.signatureKey, out);
    Credential.CODEC.write(value.credential, out);
  }
}
