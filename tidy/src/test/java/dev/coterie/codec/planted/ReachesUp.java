package dev.coterie.codec.planted;

import dev.coterie.hub.planted.Prints;

/// Planted: the lowest room uses one far above.
public final class ReachesUp {
  private ReachesUp() {}

  static Prints reach() {
    return new Prints();
  }
}
