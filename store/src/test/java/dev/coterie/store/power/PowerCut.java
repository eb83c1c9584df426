package dev.coterie.store.power;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;

/// A machine whose power can be cut: while it is open, SQLite's files in one folder are durable
/// only as far as they were synchronised (see `powercut.c`). Nothing else of the process is
/// touched, and no process is killed.
final class PowerCut implements AutoCloseable {
  /// What becomes of writes that were not synchronised.
  enum Loss {
    /// All of them are gone.
    EVERYTHING(0),
    /// Some sectors are there, some are not, names of files likewise.
    SOME_SECTORS(1),
    /// They stop somewhere, in the middle of a write perhaps.
    TAIL(2),
    /// Some sectors are there, some are not, some hold noise.
    GARBAGE(3);

    private final int code;

    Loss(int code) {
      this.code = code;
    }
  }

  /// What is wrong with the machine, or with how the store uses it.
  enum Fault {
    /// The disk says that it synchronised, and did not.
    SYNC_DOES_NOTHING(1),
    /// The store asks for `PRAGMA synchronous = FULL` and gets `OFF`.
    SYNCHRONOUS_OFF(2),
    /// It gets `NORMAL`, which is enough for a whole file, not for what was acknowledged.
    SYNCHRONOUS_NORMAL(4);

    private final int code;

    Fault(int code) {
      this.code = code;
    }
  }

  private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");
  private static final List<String> SOURCES = List.of("powercut.c", "disk.h", "sqlite_abi.h");

  private final Connection steering;

  private PowerCut(Connection steering) {
    this.steering = steering;
  }

  /// Takes a folder over; skips the test by name where there is no compiler.
  static PowerCut over(Path folder) {
    Path library = library();
    try {
      var config = new SQLiteConfig();
      config.enableLoadExtension(true);
      var machine = new PowerCut(config.createConnection("jdbc:sqlite::memory:"));
      try (var load =
          machine.steering.prepareStatement("SELECT load_extension(?, 'sqlite3_powercut_init')")) {
        load.setString(1, library.toString());
        load.execute();
      }
      machine.ask("over", folder.toRealPath().toString());
      return machine;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Compiled once for all tests of a run.
  private static synchronized Path library() {
    if (!System.getProperty("os.name").matches("Linux|Mac.*")) {
      return abort("power cuts: skipped, the disk that forgets is written for POSIX systems");
    }
    Path folder = Path.of("target", "powercut").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      for (String source : SOURCES) {
        try (InputStream in = PowerCut.class.getResourceAsStream(source)) {
          Files.copy(
              Objects.requireNonNull(in, source),
              folder.resolve(source),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
      for (String compiler : COMPILERS) {
        if (compiled(compiler, folder)) {
          return folder.resolve("powercut.so");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return abort("power cuts: skipped, no C compiler (" + COMPILERS + ") on the path");
  }

  private static boolean compiled(String compiler, Path folder) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  compiler,
                  "-std=gnu11",
                  "-O1",
                  "-shared",
                  "-fPIC",
                  "-o",
                  "powercut.so",
                  "powercut.c",
                  "-lpthread")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("compiler.txt").toFile())
              .start();
    } catch (IOException _) {
      return false; // no such program
    }
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(
            compiler + " says: " + Files.readString(folder.resolve("compiler.txt")));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Cuts the power at a step from now: a write, truncation, synchronisation, creation or deletion.
  /// Zero: not at all. Starts to count anew.
  void arm(long step, long seed, Loss loss) {
    ask("arm", step, seed, loss.code);
  }

  /// Steps since the machine was armed.
  long steps() {
    return ask("steps");
  }

  /// Pieces of writes, and names, that the last cut lost.
  long lost() {
    return ask("lost");
  }

  boolean isOff() {
    return ask("off") == 1;
  }

  void cut() {
    ask("cut");
  }

  /// Turns the power on. Whatever is still open from before fails for good.
  void reboot() {
    ask("reboot");
  }

  void plant(Fault fault) {
    ask("plant", fault.code);
  }

  private long ask(Object... words) {
    String marks = "?, ".repeat(words.length - 1) + "?";
    try (var ask = steering.prepareStatement("SELECT powercut(" + marks + ")")) {
      for (int i = 0; i < words.length; i++) {
        ask.setObject(i + 1, words[i]);
      }
      try (ResultSet answer = ask.executeQuery()) {
        return answer.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Gives the folder back to the ordinary file system.
  @Override
  public void close() {
    ask("leave");
    try {
      steering.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
