package dev.coterie.gbp.control;

import dev.coterie.codec.Bytes;
import java.util.List;

/// Checks that several bodies share.
final class Ascending {
  private Ascending() {}

  static <T extends Comparable<T>> void require(List<T> values, String what) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i - 1).compareTo(values.get(i)) >= 0) {
        throw new IllegalArgumentException(what + " not ascending");
      }
    }
  }

  static void requireHash(Bytes hash, String what) {
    if (hash.size() != 32) {
      throw new IllegalArgumentException(what + " of " + hash.size() + " octets");
    }
  }
}
