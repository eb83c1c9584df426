package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// What a pre-shared key out of another epoch is used for. RFC 9420 §8.4; a closed enumeration.
public enum ResumptionUsage {
  /// The application's own purposes.
  APPLICATION(1),
  /// The group goes on under another id, version or suite.
  REINIT(2),
  /// Some members go on in a group of their own.
  BRANCH(3);

  private final int code;

  ResumptionUsage(int code) {
    this.code = code;
  }

  /// The code on the wire.
  public int code() {
    return code;
  }

  static ResumptionUsage read(WireReader in) {
    return switch (in.uint8("usage")) {
      case 1 -> APPLICATION;
      case 2 -> REINIT;
      case 3 -> BRANCH;
      default -> throw in.malformed("usage", "neither application(1), reinit(2) nor branch(3)");
    };
  }

  void write(WireWriter out) {
    out.uint8(code);
  }
}
