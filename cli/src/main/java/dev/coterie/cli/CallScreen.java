package dev.coterie.cli;

import java.io.IOException;
import java.util.Optional;

/// Where a call shows itself, and what keys are pressed meanwhile.
interface CallScreen extends AutoCloseable {
  /// Shows a line that stays.
  void say(String line);

  /// Shows how things stand, in place of what was shown before.
  void status(String line);

  /// A key that was pressed since the last time, if any.
  Optional<Character> key() throws IOException;

  @Override
  void close() throws IOException;

  /// Lines, and nobody at the keys.
  record Plain(Console console) implements CallScreen {
    @Override
    public void say(String line) {
      console.say(line);
    }

    @Override
    public void status(String line) {}

    @Override
    public Optional<Character> key() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
