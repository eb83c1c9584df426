package dev.coterie.gtp;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;
import dev.coterie.gbp.control.GbpError;

/// The rules of text streams that an authentic payload can break. `docs/gbp2.md` §12.
public enum GtpRule implements Rule {
  /// The payload does not parse, or is out of a range.
  MALFORMED(GbpError.GTP_BAD_LENGTH, "a payload that is not a text message"),
  /// A kind of a later version.
  UNSUPPORTED_KIND(GbpError.GTP_UNSUPPORTED_CONTENT_TYPE, "a kind of message that is not known"),
  /// The id names another message of the same sender.
  ID_REUSED(
      GbpError.GTP_DUPLICATE_MESSAGE, "a message id that its sender used for another message"),
  /// A chunk does not fit its attachment.
  CHUNK_MISFIT(GbpError.GTP_ATTACHMENT_INTEGRITY, "a chunk that does not fit its attachment"),
  /// All chunks are there and do not make what was announced.
  ATTACHMENT_DAMAGED(
      GbpError.GTP_ATTACHMENT_INTEGRITY, "an attachment whose content has another hash");

  private final GbpError error;
  private final String text;

  GtpRule(GbpError error, String text) {
    this.error = error;
    this.text = text;
  }

  @Override
  public String section() {
    return "gbp2 §12";
  }

  @Override
  public Remedy remedy() {
    return Remedy.DROP;
  }

  /// The code to answer with, where an answer is due.
  public GbpError error() {
    return error;
  }

  @Override
  public String text() {
    return text;
  }
}
