package dev.coterie.cli.demo;

import java.util.Map;

/// Hears what happens while it happens. Called on the director's thread.
public interface Narrator {
  /// Something happened between lines.
  ///
  /// @param act one word: `hub`, `group`, `update`, `remove`, `kill`, `restart`, `add`, `read`
  /// @param text a sentence for people
  /// @param facts the same for programs
  void act(String act, String text, Map<String, String> facts);

  /// A line was said.
  ///
  /// @param number from 1
  /// @param of how many there are
  void said(int number, int of, String speaker, String text);
}
