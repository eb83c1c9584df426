/// Readers and writers for octets: TLS presentation language, deterministic CBOR, and the sealed
/// family of errors. Knows no protocol.
@org.jspecify.annotations.NullMarked
module dev.coterie.codec {
  requires static transitive org.jspecify;

  exports dev.coterie.codec;
}
