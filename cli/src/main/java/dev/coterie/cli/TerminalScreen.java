package dev.coterie.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/// A terminal: the last line tells how things stand, and keys count as they are pressed.
final class TerminalScreen implements CallScreen {
  private static final String CLEAR = "\r\u001b[2K";

  /// A terminal that says less does not know its width.
  private static final int NARROWEST = 20;

  private static final int USUAL = 80;

  private final Terminal terminal;
  private final Attributes before;
  private String shown = "";

  TerminalScreen(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.enterRawMode();
  }

  static TerminalScreen open() throws IOException {
    return new TerminalScreen(
        TerminalBuilder.builder().system(true).encoding(StandardCharsets.UTF_8).build());
  }

  @Override
  public void say(String line) {
    terminal.writer().print(CLEAR + line + "\r\n" + shown);
    terminal.flush();
  }

  @Override
  public void status(String line) {
    int columns = terminal.getSize().getColumns();
    int width = columns < NARROWEST ? USUAL : columns;
    String fitting = AttributedString.fromAnsi(line).columnSubSequence(0, width - 1).toString();
    if (!fitting.equals(shown)) {
      shown = fitting;
      terminal.writer().print(CLEAR + shown);
      terminal.flush();
    }
  }

  @Override
  public Optional<Character> key() throws IOException {
    int c = terminal.reader().read(1L);
    return c < 0 ? Optional.empty() : Optional.of((char) c);
  }

  @Override
  public void close() throws IOException {
    terminal.writer().print(CLEAR);
    terminal.setAttributes(before);
    terminal.close();
  }
}
