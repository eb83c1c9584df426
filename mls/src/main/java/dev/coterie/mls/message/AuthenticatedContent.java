package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.SuiteCrypto;

/// A framed content with its proof, out of its envelope. RFC 9420 §6:
///
/// ```
/// struct { WireFormat wire_format; FramedContent content; FramedContentAuthData auth; } AuthenticatedContent;
/// ```
///
/// @param wireFormat of the envelope; the signature covers it
/// @param content what was said
/// @param auth its proof
public record AuthenticatedContent(
    WireFormat wireFormat, FramedContent content, FramedContentAuthData auth) {
  /// The codec.
  public static final Codec<AuthenticatedContent> CODEC =
      Codec.of(AuthenticatedContent::read, AuthenticatedContent::write);

  private static final String REFERENCE_LABEL = "MLS 1.0 Proposal Reference";

  /// Refuses a proof that does not fit the content.
  public AuthenticatedContent {
    auth.requireFits(content.content().contentType());
  }

  private static AuthenticatedContent read(WireReader in) {
    var format = WireFormat.read(in);
    var content = FramedContent.CODEC.read(in);
    return new AuthenticatedContent(
        format, content, FramedContentAuthData.read(content.content().contentType(), in));
  }

  private static void write(AuthenticatedContent value, WireWriter out) {
    value.wireFormat.write(out);
    FramedContent.CODEC.write(value.content, out);
    FramedContentAuthData.write(value.auth, value.content.content().contentType(), out);
  }

  /// The hash by which a commit names this proposal (§5.2).
  public Bytes proposalRef(SuiteCrypto crypto) {
    if (content.content().contentType() != ContentType.PROPOSAL) {
      throw new IllegalArgumentException("only proposals have a reference");
    }
    return crypto.refHash(REFERENCE_LABEL, CODEC.encode(this));
  }

  /// The bytes that a membership tag covers: `AuthenticatedContentTBM`.
  ///
  /// @param context of the epoch in which this was said
  public Bytes tbm(GroupContext context) {
    var out = new WireWriter().raw(content.tbs(wireFormat, context));
    FramedContentAuthData.write(auth, content.content().contentType(), out);
    return out.toBytes();
  }

  /// What the confirmed transcript hash takes up: `ConfirmedTranscriptHashInput` (§8.2).
  public Bytes confirmedTranscriptInput() {
    if (content.content().contentType() != ContentType.COMMIT) {
      throw new IllegalArgumentException("only commits enter the transcript");
    }
    var out = new WireWriter();
    wireFormat.write(out);
    FramedContent.CODEC.write(content, out);
    return out.opaque(auth.signature()).toBytes();
  }
}
