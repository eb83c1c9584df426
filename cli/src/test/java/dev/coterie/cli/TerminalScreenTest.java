package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

final class TerminalScreenTest {
  @Test
  void statusStaysBelowLines_andKeysCountAtOnce() throws Exception {
    var keys = new PipedOutputStream();
    var out = new ByteArrayOutputStream();
    try (var input = new PipedInputStream(keys)) {
      var terminal = new DumbTerminal("test", "ansi", input, out, StandardCharsets.UTF_8);
      terminal.setSize(Size.of(40, 10));
      try (var screen = new TerminalScreen(terminal)) {
        assertThat(screen.key()).isEmpty();
        screen.status("nobody speaks");
        screen.status("nobody speaks");
        screen.say("* new keys (epoch 3)");
        keys.write('m');
        keys.flush();
        assertThat(awaitKey(screen)).contains('m');
        screen.status("a line that is much longer than the terminal is wide, and then some");
      }
      String clear = "\r\u001b[2K";
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              clear
                  + "nobody speaks"
                  + clear
                  + "* new keys (epoch 3)\r\nnobody speaks"
                  + clear
                  + "a line that is much longer than the ter"
                  + clear);
    }
  }

  private static Optional<Character> awaitKey(TerminalScreen screen) throws Exception {
    for (int i = 0; i < 500; i++) {
      var key = screen.key();
      if (key.isPresent()) {
        return key;
      }
      Thread.sleep(10);
    }
    return Optional.empty();
  }
}
