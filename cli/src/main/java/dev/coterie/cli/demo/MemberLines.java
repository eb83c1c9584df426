package dev.coterie.cli.demo;

import dev.coterie.codec.Bytes;
import java.util.List;

/// The lines between the director and a member process: words between single spaces, texts in
/// hexadecimal digits of their UTF-8. A request begins with a number that its answer repeats.
///
/// ```
/// request   NUMBER VERB WORD…        pin NAME FINGERPRINT · create NAME · invite NAME… · remove NAME
///                                    · update · say TEXT · joined · removed · reach SEQUENCE · close
///                                    · epoch NUMBER · keep FOLDER · call PACE · speak FILE
///                                    · allow FRAMES PACKETS · hang-up
/// answer    NUMBER ok WORD… | NUMBER failed TEXT
/// notice    - ready FINGERPRINT | - acknowledged NUMBER SEQUENCE | - refused NUMBER TEXT
///           - spoke PACKETS BLOCK LEVEL | - heard PACKETS BLOCK LEVEL
/// ```
final class MemberLines {
  /// Instead of a number, in a line that answers nothing.
  static final String NOTICE = "-";

  private MemberLines() {}

  static String line(Object... words) {
    return String.join(" ", List.of(words).stream().map(Object::toString).toList());
  }

  static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  static String text(String text) {
    return Bytes.ofUtf8(text).toHex();
  }

  static String untext(String hex) {
    return Bytes.fromHex(hex).utf8();
  }
}
