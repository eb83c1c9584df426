package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// What travels between clients and the delivery service. RFC 9420 §6:
///
/// ```
/// struct { ProtocolVersion version = mls10; WireFormat wire_format; select (wire_format) { ... }; } MLSMessage;
/// ```
///
/// The five kinds are the permitted types; each also has a codec without this envelope.
public sealed interface MlsMessage
    permits PublicMessage, PrivateMessage, Welcome, GroupInfo, KeyPackage {
  /// The codec of the envelope with whatever is inside.
  Codec<MlsMessage> CODEC = Codec.of(MlsMessage::read, MlsMessage::write);

  /// Which of the five it is.
  WireFormat wireFormat();

  private static MlsMessage read(WireReader in) {
    if (!ProtocolVersion.read(in).equals(ProtocolVersion.MLS10)) {
      throw in.malformed("version", "not mls10(1)");
    }
    return switch (WireFormat.read(in)) {
      case PUBLIC_MESSAGE -> PublicMessage.CODEC.read(in);
      case PRIVATE_MESSAGE -> PrivateMessage.CODEC.read(in);
      case WELCOME -> Welcome.CODEC.read(in);
      case GROUP_INFO -> GroupInfo.CODEC.read(in);
      case KEY_PACKAGE -> {
        var keyPackage = KeyPackage.CODEC.read(in);
        if (!keyPackage.version().equals(ProtocolVersion.MLS10)) {
          throw in.malformed("key_package", "its version differs from the message's");
        }
        yield keyPackage;
      }
    };
  }

  private static void write(MlsMessage message, WireWriter out) {
    ProtocolVersion.MLS10.write(out);
    message.wireFormat().write(out);
    switch (message) {
      case PublicMessage it -> PublicMessage.CODEC.write(it, out);
      case PrivateMessage it -> PrivateMessage.CODEC.write(it, out);
      case Welcome it -> Welcome.CODEC.write(it, out);
      case GroupInfo it -> GroupInfo.CODEC.write(it, out);
      case KeyPackage it -> KeyPackage.CODEC.write(it, out);
    }
  }
}
