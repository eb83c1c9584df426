package dev.coterie.cli;

import dev.coterie.crypto.RandomSource;
import dev.coterie.store.client.Unlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Where the key of a store comes from: a file, or a passphrase from a terminal or another file.
final class Keys {
  /// Names a file whose first line is the passphrase, for where there is no terminal.
  static final String PASSPHRASE_FILE = "COTERIE_PASSPHRASE_FILE";

  private final Home home;
  private final Map<String, String> environment;

  Keys(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /// What opens the store that is there.
  Unlock existing(Settings.Lock lock) throws IOException {
    return switch (lock) {
      case KEY_FILE -> new Unlock.KeyFile(home.keyFile());
      case PASSPHRASE -> Unlock.Passphrase.of(passphrase("Passphrase: "));
    };
  }

  /// What a new store will be opened with. A key file that is there already is used.
  Unlock fresh(Settings.Lock lock) throws IOException {
    return switch (lock) {
      case KEY_FILE ->
          Files.exists(home.keyFile())
              ? new Unlock.KeyFile(home.keyFile())
              : Unlock.KeyFile.create(home.keyFile(), RandomSource.system());
      case PASSPHRASE -> {
        char[] first = passphrase("New passphrase: ");
        if (!environment.containsKey(PASSPHRASE_FILE)) {
          char[] again = passphrase("The same again: ");
          boolean same = Arrays.equals(first, again);
          Arrays.fill(again, '\0');
          if (!same) {
            throw new Stop(
                Stop.Reason.NO_PASSPHRASE,
                "the two passphrases differ",
                "try again: nothing was made");
          }
        }
        yield Unlock.Passphrase.of(first);
      }
    };
  }

  /// Wipes what the store does not close.
  static void close(Unlock unlock) {
    switch (unlock) {
      case Unlock.Passphrase passphrase -> passphrase.utf8().close();
      case Unlock.KeyFile _ -> {}
    }
  }

  private char[] passphrase(String prompt) throws IOException {
    String file = environment.get(PASSPHRASE_FILE);
    char[] read =
        file != null ? firstLine(Path.of(file)) : asked(prompt).orElseGet(() -> new char[0]);
    if (read.length == 0) {
      throw new Stop(
          Stop.Reason.NO_PASSPHRASE,
          "a passphrase is needed, and none was given",
          "run this on a terminal, or let "
              + PASSPHRASE_FILE
              + " name a file whose first line is the passphrase");
    }
    return read;
  }

  @SuppressWarnings("SystemConsoleNull") // from 25 on it is null again where there is no terminal
  private static Optional<char[]> asked(String prompt) {
    var console = System.console();
    return console == null || !console.isTerminal()
        ? Optional.empty()
        : Optional.ofNullable(console.readPassword("%s", prompt));
  }

  private static char[] firstLine(Path file) throws IOException {
    byte[] octets = Files.readAllBytes(file);
    CharBuffer characters = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets));
    Arrays.fill(octets, (byte) 0);
    int end = 0;
    while (end < characters.length()
        && characters.get(end) != '\n'
        && characters.get(end) != '\r') {
      end++;
    }
    char[] line = new char[end];
    characters.get(line);
    Arrays.fill(characters.array(), '\0');
    return line;
  }
}
