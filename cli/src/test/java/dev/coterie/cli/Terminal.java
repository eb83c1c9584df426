package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command in a process of its own.
final class Terminal implements AutoCloseable {
  private final Process process;
  private final PrintWriter in;
  private final StringWriter out = new StringWriter();

  Terminal(Path home, String... words) throws IOException {
    String modules = System.getProperty("jdk.module.path");
    String classes = System.getProperty("java.class.path");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            modules == null ? classes : modules + File.pathSeparator + classes,
            "dev.coterie.cli.Main"));
    command.addAll(List.of(words));
    command.addAll(List.of("--home", home.toString()));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(line -> out.write(line + "\n"));
    } catch (IOException e) {
      out.write(e.toString());
    }
  }

  void says(String line) {
    in.println(line);
  }

  String said() {
    return out.toString();
  }

  void hears(String text) {
    Session.await(() -> said().contains(text), Duration.ofSeconds(30));
    assertThat(said()).contains(text);
  }

  int ended() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said()).isTrue();
    return process.exitValue();
  }

  /// The gentle signal, as Ctrl-C; what it still says is heard.
  void interrupt() {
    process.toHandle().destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
