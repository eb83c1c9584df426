package dev.coterie.cli;

import java.io.PrintWriter;

/// Where a command's answer goes: text for people or one JSON object per line for programs.
/// Whatever comes from others passes [Printable] on the way, so that a message cannot steer a
/// terminal.
final class Console {
  /// The form of the answer.
  enum Form {
    TEXT,
    JSON
  }

  /// What a piece of text is, for those who see colours.
  enum Style {
    GOOD("32"),
    BAD("31"),
    FAINT("2"),
    STRONG("1");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  private final PrintWriter out;
  private final PrintWriter err;
  private final Form form;
  private final boolean coloured;

  Console(PrintWriter out, PrintWriter err, Form form, boolean coloured) {
    this.out = out;
    this.err = err;
    this.form = form;
    this.coloured = coloured;
  }

  Console asJson() {
    return new Console(out, err, Form.JSON, coloured);
  }

  boolean isJson() {
    return form == Form.JSON;
  }

  /// One answer in both forms; only the one asked for is printed.
  void answer(String text, Json.Fields json) {
    if (form == Form.JSON) {
      out.println(json);
    } else {
      out.println(text);
    }
    out.flush();
  }

  /// A line for people only; programs do not see it.
  void say(String text) {
    if (form == Form.TEXT) {
      out.println(text);
      out.flush();
    }
  }

  /// An object for programs only; people do not see it.
  void emit(Json.Fields json) {
    if (form == Form.JSON) {
      out.println(json);
      out.flush();
    }
  }

  /// A remark that is no part of the answer, such as progress: standard error, in both forms.
  void remark(String text) {
    err.println(text);
    err.flush();
  }

  /// The text in the colours of its style, or as it is.
  String styled(Style style, String text) {
    return coloured ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
  }

  /// One failure on standard error: what, and what to do next.
  void failure(String kind, String message, String next) {
    if (form == Form.JSON) {
      err.println(
          Json.object()
              .put(
                  "error",
                  Json.object().put("kind", kind).put("message", message).put("next", next)));
    } else {
      err.println(styled(Style.BAD, "coterie: ") + Printable.line(message));
      err.println(styled(Style.FAINT, "   next: ") + next);
    }
    err.flush();
  }

  /// The place of a bug.
  void trace(Throwable bug) {
    bug.printStackTrace(err);
    err.flush();
  }
}
