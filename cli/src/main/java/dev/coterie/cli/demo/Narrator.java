package dev.coterie.cli.demo;

import java.util.List;
import java.util.Map;

/// Hears what happens while it happens. Called on the director's thread.
public interface Narrator {
  /// Something happened between lines.
  ///
  /// @param act one word: `hub`, `group`, `update`, `call`, `remove`, `kill`, `restart`, `add`,
  ///   `read`
  /// @param text a sentence for people
  /// @param facts the same for programs
  void act(String act, String text, Map<String, String> facts);

  /// A line was said.
  ///
  /// @param number from 1
  /// @param of how many there are
  void said(int number, int of, String speaker, String text);

  /// How loud a stretch of the call was.
  ///
  /// @param seconds where it begins
  /// @param strips first that of who speaks, then those of who hears
  void sounded(double seconds, List<Strip> strips);

  /// A stretch of the call at one member.
  ///
  /// @param levels one for each tenth of a second, 0 to 8
  /// @param listening whether the member is in the call; if not there are no levels
  record Strip(String name, List<Integer> levels, boolean listening) {
    public Strip {
      levels = List.copyOf(levels);
    }

    /// As a row of bars.
    public String bars() {
      var bars = new StringBuilder();
      levels.forEach(level -> bars.append(Level.SHAPES.charAt(level)));
      return bars.toString();
    }
  }
}
