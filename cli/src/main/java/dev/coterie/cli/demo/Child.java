package dev.coterie.cli.demo;

import dev.coterie.crypto.CryptoProviders;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A process of this same program, on this same JVM, class path and cryptography, spoken to in
/// lines. Whatever it says on standard error goes to a file, so that a failure can be explained.
final class Child implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Process process;
  private final BufferedWriter in;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.log = log;
  }

  /// Starts it. `lines` gets each line of its standard output, on a thread of its own.
  ///
  /// @param ended runs when its output has ended
  static Child start(List<String> arguments, Path log, Consumer<String> lines, Runnable ended) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xshare:auto"));
    for (String name :
        List.of(
            "java.library.path",
            "org.sqlite.lib.path",
            "org.sqlite.lib.name",
            "org.lwjgl.librarypath")) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.add("-D%s=%s".formatted(CryptoProviders.PROPERTY, CryptoProviders.standard()));
    command.addAll(List.of("-cp", classPath(), "dev.coterie.cli.Main"));
    command.addAll(arguments);
    try {
      var process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      var child = new Child(process, log);
      Thread.ofVirtual()
          .name("output of " + log.getFileName())
          .start(() -> child.read(lines, ended));
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("a process could not be started", e);
    }
  }

  /// All that this process was started with, whether as modules or not.
  private static String classPath() {
    String modules = System.getProperty("jdk.module.path");
    String classes = System.getProperty("java.class.path");
    return modules == null ? classes : modules + File.pathSeparator + classes;
  }

  private void read(Consumer<String> lines, Runnable ended) {
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      lines.accept("");
    } finally {
      ended.run();
    }
  }

  /// Sends it a line.
  void tell(String line) {
    synchronized (in) {
      try {
        in.write(line);
        in.write('\n');
        in.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("a process has gone; it said: " + log, e);
      }
    }
  }

  /// Where its complaints are.
  Path log() {
    return log;
  }

  /// SIGKILL: no handler runs, nothing is flushed. Returns when it is dead.
  void kill() {
    process.destroyForcibly();
    await(GRACE);
  }

  /// Asks it to end (SIGTERM) and waits; kills it if it does not.
  @Override
  public void close() {
    process.destroy();
    if (!await(GRACE)) {
      kill();
    }
  }

  /// Waits for its own end.
  boolean await(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
