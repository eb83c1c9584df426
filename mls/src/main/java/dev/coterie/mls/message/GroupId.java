package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// Names a group for its whole life. RFC 9420 §11 recommends random bytes, as many as a hash has.
///
/// @param value the bytes, of any length
public record GroupId(Bytes value) {
  static GroupId read(WireReader in) {
    return new GroupId(in.opaque("group_id"));
  }

  void write(WireWriter out) {
    out.opaque(value);
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
