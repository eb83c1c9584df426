package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// What framed content is. RFC 9420 §6; a closed enumeration.
public enum ContentType {
  /// Bytes of the application, always encrypted.
  APPLICATION(1),
  /// A change that somebody suggests.
  PROPOSAL(2),
  /// Changes that begin the next epoch.
  COMMIT(3);

  private final int code;

  ContentType(int code) {
    this.code = code;
  }

  /// The code on the wire.
  public int code() {
    return code;
  }

  static ContentType read(WireReader in) {
    return switch (in.uint8("content_type")) {
      case 1 -> APPLICATION;
      case 2 -> PROPOSAL;
      case 3 -> COMMIT;
      default ->
          throw in.malformed("content_type", "neither application(1), proposal(2) nor commit(3)");
    };
  }

  void write(WireWriter out) {
    out.uint8(code);
  }
}
