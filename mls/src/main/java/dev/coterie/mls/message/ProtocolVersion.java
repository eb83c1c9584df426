package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// A protocol version of the open registry in RFC 9420 §6. Others than [#MLS10] are kept as
/// numbers.
///
/// @param code 0 to 65535
public record ProtocolVersion(int code) {
  /// The version that RFC 9420 defines, the only one this engine speaks.
  public static final ProtocolVersion MLS10 = new ProtocolVersion(1);

  /// Refuses a code that does not fit 16 bits.
  public ProtocolVersion {
    Codes.requireUint16(code);
  }

  static ProtocolVersion read(WireReader in) {
    return new ProtocolVersion(in.uint16("version"));
  }

  void write(WireWriter out) {
    out.uint16(code);
  }
}
