package dev.coterie.cli.bench;

import java.util.Map;
import java.util.Optional;

/// What one case gave.
///
/// @param what the case
/// @param figures by peer, ours among them
/// @param absent why others have none
public record Row(Case what, Map<String, Figure> figures, Map<String, String> absent) {
  /// One peer's figures.
  ///
  /// @param nanoseconds median over the rounds of the medians of each round
  /// @param bytes size of what was made or read
  /// @param ratio median over the rounds of its time by ours in the same round: 2 is twice as long
  /// @param least smallest such ratio
  /// @param most largest such ratio
  /// @param spread how far its own rounds lie apart, by their median
  public record Figure(
      long nanoseconds, long bytes, double ratio, double least, double most, double spread) {}

  /// Copies the maps.
  public Row {
    figures = Map.copyOf(figures);
    absent = Map.copyOf(absent);
  }

  /// A peer's figures.
  public Optional<Figure> figure(String peer) {
    return Optional.ofNullable(figures.get(peer));
  }
}
