package dev.coterie.cli;

import java.io.IOException;
import java.util.Optional;

/// Where a chat's lines come from and go to.
interface ChatLines extends AutoCloseable {
  /// The next line; nothing at the end.
  Optional<String> read() throws IOException;

  /// Shows a line, wherever somebody is typing.
  void show(String line);

  /// Whether what is typed stays to be seen, so that it need not be shown again.
  boolean echoes();

  @Override
  void close() throws IOException;
}
