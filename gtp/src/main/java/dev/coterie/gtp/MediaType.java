package dev.coterie.gtp;

import dev.coterie.gbp.form.Item;

/// What octets are, as in `image/png`: a hint of the sender's.
///
/// @param value 3 to 127 printable ASCII characters without space, with one `/` inside
public record MediaType(String value) {
  private static final int MIN = 3;
  private static final int MAX = 127;

  /// Octets of no particular kind.
  public static final MediaType OCTETS = new MediaType("application/octet-stream");

  /// Checks the characters.
  public MediaType {
    int slash = value.indexOf('/');
    if (value.length() < MIN
        || value.length() > MAX
        || slash < 1
        || slash != value.lastIndexOf('/')
        || slash == value.length() - 1
        || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("not a media type");
    }
  }

  static String read(Item item) {
    return item.text(MIN, MAX);
  }
}
