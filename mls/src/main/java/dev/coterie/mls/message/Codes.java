package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;

/// What several codecs of this package share.
final class Codes {
  private Codes() {}

  static void requireUint16(int code) {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("not a 16-bit code: " + code);
    }
  }

  /// An immutable copy whose entries all fit 16 bits.
  static List<Integer> copyOfCodes(List<Integer> codes) {
    codes.forEach(Codes::requireUint16);
    return List.copyOf(codes);
  }

  static List<Integer> readCodes(WireReader in, String field) {
    return in.list(field, element -> element.uint16(field));
  }

  static void writeCodes(List<Integer> codes, WireWriter out) {
    out.list(codes, (code, element) -> element.uint16(code));
  }

  static void writeOpaque(Bytes value, WireWriter out) {
    out.opaque(value);
  }
}
