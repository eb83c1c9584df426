package dev.coterie.cli;

/// Makes text of others safe to show: control characters (which move cursors, set titles, recolour)
/// and marks that reverse the reading direction beyond their line become visible escapes.
final class Printable {
  private Printable() {}

  /// Safe on one line: line ends are escaped too.
  static String line(String text) {
    return escaped(text, false);
  }

  /// Safe over several lines: line ends and tabs stay.
  static String block(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean keepLines) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (keepLines && (c == '\n' || c == '\t')) {
                safe.appendCodePoint(c);
              } else if (c == '\n') {
                safe.append("\\n");
              } else if (c == '\t') {
                safe.append("\\t");
              } else if (steers(c)) {
                safe.append("\\u{").append(Integer.toHexString(c)).append('}');
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  /// Joiners and direction marks that scripts and emoji need stay; overrides, isolates and unpaired
  /// surrogates do not.
  private static boolean steers(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
