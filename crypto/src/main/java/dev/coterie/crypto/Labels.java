package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;

/// The structures of RFC 9420 that bind a label to an input.
final class Labels {
  private static final String PREFIX = "MLS 1.0 ";

  private Labels() {}

  /// `SignContent` and `EncryptContext`: vector label, vector content.
  static Bytes labelled(String label, Bytes content) {
    return new WireWriter().opaque(Bytes.ofUtf8(PREFIX + label)).opaque(content).toBytes();
  }

  /// `KDFLabel`.
  static Bytes kdf(String label, Bytes context, int length) {
    return new WireWriter()
        .uint16(length)
        .opaque(Bytes.ofUtf8(PREFIX + label))
        .opaque(context)
        .toBytes();
  }

  /// `RefHashInput`.
  static Bytes refHash(String label, Bytes value) {
    return new WireWriter().opaque(Bytes.ofUtf8(label)).opaque(value).toBytes();
  }

  static Bytes generation(long generation) {
    return new WireWriter().uint32(generation).toBytes();
  }
}
