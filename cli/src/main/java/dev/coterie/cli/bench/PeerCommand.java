package dev.coterie.cli.bench;

import java.util.List;
import java.util.stream.Stream;

/// How a peer is started.
///
/// @param name what it is called in the table
/// @param words the program and its arguments
public record PeerCommand(String name, List<String> words) {
  /// Copies the list.
  public PeerCommand {
    words = List.copyOf(words);
  }

  /// From `NAME=PROGRAM ARGUMENT…`; words are parted by blanks.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static PeerCommand parse(String text) {
    int at = text.indexOf('=');
    List<String> words = at < 0 ? List.of() : List.of(text.substring(at + 1).strip().split(" +"));
    if (at < 1 || words.getFirst().isEmpty()) {
      throw new IllegalArgumentException("NAME=COMMAND, not \"" + text + "\"");
    }
    return new PeerCommand(text.substring(0, at).strip(), words);
  }

  /// The same behind other words, which keep it on one core.
  public PeerCommand pinned(List<String> pin) {
    return new PeerCommand(name, Stream.concat(pin.stream(), words.stream()).toList());
  }
}
