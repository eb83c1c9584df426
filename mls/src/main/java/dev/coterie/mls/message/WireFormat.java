package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// What an MLSMessage carries. RFC 9420 §6 and §17.2; unknown codes cannot be read further.
public enum WireFormat {
  /// Signed and, from members, tagged; readable by the delivery service.
  PUBLIC_MESSAGE(1),
  /// Signed and encrypted.
  PRIVATE_MESSAGE(2),
  /// What new members receive.
  WELCOME(3),
  /// What somebody needs who adds itself.
  GROUP_INFO(4),
  /// What somebody publishes to be added.
  KEY_PACKAGE(5);

  private final int code;

  WireFormat(int code) {
    this.code = code;
  }

  /// The code on the wire.
  public int code() {
    return code;
  }

  static WireFormat read(WireReader in) {
    return switch (in.uint16("wire_format")) {
      case 1 -> PUBLIC_MESSAGE;
      case 2 -> PRIVATE_MESSAGE;
      case 3 -> WELCOME;
      case 4 -> GROUP_INFO;
      case 5 -> KEY_PACKAGE;
      default -> throw in.malformed("wire_format", "not a known format");
    };
  }

  void write(WireWriter out) {
    out.uint16(code);
  }
}
