package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.Optional;

/// What proves a framed content. RFC 9420 §6.1:
///
/// ```
/// struct { opaque signature<V>; select (content_type) { case commit: MAC confirmation_tag; ... }; } FramedContentAuthData;
/// ```
///
/// @param signature by the sender
/// @param confirmationTag on commits, and only there: proves that the committer reached the new
///   epoch
public record FramedContentAuthData(Bytes signature, Optional<Bytes> confirmationTag) {
  /// The proof of anything but a commit.
  public static FramedContentAuthData signed(Bytes signature) {
    return new FramedContentAuthData(signature, Optional.empty());
  }

  /// The proof of a commit.
  public static FramedContentAuthData confirmed(Bytes signature, Bytes confirmationTag) {
    return new FramedContentAuthData(signature, Optional.of(confirmationTag));
  }

  /// The codec for the content of one type, which decides whether a tag is there.
  public static Codec<FramedContentAuthData> codec(ContentType type) {
    return Codec.of(in -> read(type, in), (value, out) -> write(value, type, out));
  }

  static FramedContentAuthData read(ContentType type, WireReader in) {
    var signature = in.opaque("signature");
    return type == ContentType.COMMIT
        ? confirmed(signature, in.opaque("confirmation_tag"))
        : signed(signature);
  }

  static void write(FramedContentAuthData value, ContentType type, WireWriter out) {
    value.requireFits(type);
    out.opaque(value.signature);
    value.confirmationTag.ifPresent(out::opaque);
  }

  void requireFits(ContentType type) {
    if (confirmationTag.isPresent() != (type == ContentType.COMMIT)) {
      throw new IllegalArgumentException("a confirmation tag belongs to commits, and only to them");
    }
  }
}
