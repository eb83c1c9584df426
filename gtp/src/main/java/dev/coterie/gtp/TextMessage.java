package dev.coterie.gtp;

import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.gbp.form.Utf8;
import java.time.Instant;

/// Something written: Unicode as typed, neither normalised nor trimmed; controls are content, and
/// showing them safely is the application's.
///
/// @param head id, time, flags, what it answers
/// @param form how to show it
/// @param text at most [#MAX_OCTETS] octets of UTF-8, without lone surrogates
public record TextMessage(Head head, Form form, String text) implements GtpMessage {
  /// The longest text, in octets of UTF-8: 1 MiB.
  public static final int MAX_OCTETS = 1 << 20;

  static final int KIND = 0;

  /// How a text is meant to be shown.
  public enum Form {
    /// As it is.
    PLAIN,
    /// As Markdown, by those who can.
    MARKDOWN
  }

  /// Checks the text.
  public TextMessage {
    Utf8.require(text, 0, MAX_OCTETS, "text");
  }

  /// A plain text.
  public static TextMessage of(MessageId id, Instant sentAt, String text) {
    return new TextMessage(Head.of(id).at(sentAt), Form.PLAIN, text);
  }

  static TextMessage read(Head head, KeyedReader in) {
    int form = in.takeUnless(0, 5, "form", item -> item.integer(0, 1));
    return new TextMessage(
        head,
        form == 0 ? Form.PLAIN : Form.MARKDOWN,
        in.take(6, "text", item -> item.text(0, MAX_OCTETS)));
  }

  void write(KeyedWriter out) {
    int code =
        switch (form) {
          case PLAIN -> 0;
          case MARKDOWN -> 1;
        };
    out.uintUnlessZero(5, code).text(6, text);
  }
}
