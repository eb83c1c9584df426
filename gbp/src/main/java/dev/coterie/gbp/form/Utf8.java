package dev.coterie.gbp.form;

/// Lengths of texts as their UTF-8 octets count, without encoding them.
public final class Utf8 {
  private Utf8() {}

  /// How many octets a text takes.
  ///
  /// @throws IllegalArgumentException if it holds a lone surrogate, which has no UTF-8
  public static int length(String text) {
    long octets = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        octets += 1;
      } else if (unit < 0x800) {
        octets += 2;
      } else if (!Character.isSurrogate(unit)) {
        octets += 3;
      } else if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        octets += 4;
        i++;
      } else {
        throw new IllegalArgumentException("lone surrogate at " + i);
      }
    }
    return Math.toIntExact(octets);
  }

  /// Checks a text that is about to be sent.
  ///
  /// @throws IllegalArgumentException if it holds a lone surrogate or its length is out of range
  public static void require(String text, int min, int max, String what) {
    int octets = length(text);
    if (octets < min || octets > max) {
      throw new IllegalArgumentException(
          what + ": " + octets + " octets, not within " + min + " to " + max);
    }
  }
}
