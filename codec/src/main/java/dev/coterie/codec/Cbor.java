package dev.coterie.codec;

/// The numbers of RFC 8949 §3 that reader and writer share.
final class Cbor {
  static final int UINT = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int ARRAY = 4;
  static final int MAP = 5;
  static final int SIMPLE = 7;

  static final int FALSE = 20;
  static final int TRUE = 21;
  static final int NULL = 22;

  private Cbor() {}
}
