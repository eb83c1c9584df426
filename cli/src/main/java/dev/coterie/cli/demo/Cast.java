package dev.coterie.cli.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who takes part: the first three from the beginning, dave later.
enum Cast {
  /// Founds the group and makes every change to it.
  ALICE,
  /// Is killed in the middle and comes back.
  BOB,
  /// Is removed in the middle.
  CAROL,
  /// Is added near the end.
  DAVE;

  /// The name as people write it.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Cast> named(String label) {
    return Arrays.stream(values()).filter(c -> c.label().equals(label)).findFirst();
  }
}
