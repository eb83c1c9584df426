package dev.coterie.vectors;

/// A vector that needs what the engine does not do yet. The message names it.
public final class Skipped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param why it was not verified
  public Skipped(String why) {
    super(why);
  }
}
