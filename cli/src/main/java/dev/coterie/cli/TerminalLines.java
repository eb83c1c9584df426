package dev.coterie.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A chat on a terminal: what arrives appears above the line that is being typed.
final class TerminalLines implements ChatLines {
  private final Terminal terminal;
  private final LineReader reader;
  private final String prompt;

  private TerminalLines(Terminal terminal, String prompt) {
    this.terminal = terminal;
    this.prompt = prompt;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.BELL_STYLE, "none")
            .build();
  }

  static TerminalLines open(String prompt) throws IOException {
    return new TerminalLines(
        TerminalBuilder.builder().system(true).encoding(StandardCharsets.UTF_8).build(), prompt);
  }

  @Override
  public Optional<String> read() {
    try {
      return Optional.of(reader.readLine(prompt));
    } catch (UserInterruptException | EndOfFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public void show(String line) {
    reader.printAbove(line);
  }

  @Override
  public boolean echoes() {
    return true;
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
