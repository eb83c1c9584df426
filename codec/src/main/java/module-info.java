import org.jspecify.annotations.NullMarked;

/// Bytes on a wire: the TLS presentation language, deterministic CBOR, and the errors that every
/// room shares.
@NullMarked
module dev.coterie.codec {
  requires static org.jspecify;
}
