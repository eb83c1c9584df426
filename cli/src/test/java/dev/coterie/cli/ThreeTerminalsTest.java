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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three chats in three processes on one hub, as three people would have them.
final class ThreeTerminalsTest {
  @TempDir Path folder;

  @Test
  void threeProcesses_talk_removeAndGoOn() throws Exception {
    try (var homes = new Homes(folder)) {
      homes.group("team", "bob", "carol");
      try (var alice = new Terminal(homes.home("alice"));
          var bob = new Terminal(homes.home("bob"));
          var carol = new Terminal(homes.home("carol"))) {
        alice.hears("/help shows");
        bob.hears("/help shows");
        carol.hears("/help shows");
        alice.says("привет 👋");
        bob.hears("alice: привет 👋");
        carol.hears("alice: привет 👋");
        bob.says("/update");
        carol.hears("new keys, by bob");
        carol.says("hello from carol");
        alice.hears("carol: hello from carol");
        alice.says("/remove carol");
        carol.hears("you were removed by alice");
        alice.says("without her");
        bob.hears("alice: without her");
        assertThat(carol.said()).doesNotContain("without her");
        alice.says("/quit");
        assertThat(alice.ended()).isZero();
      }
      assertThat(homes.run("bob", "send", "bye").done().out()).contains("sent to team");
    }
  }

  /// A chat in a process of its own.
  private static final class Terminal implements AutoCloseable {
    private final Process process;
    private final PrintWriter in;
    private final StringWriter out = new StringWriter();

    Terminal(Path home) throws IOException {
      String modules = System.getProperty("jdk.module.path");
      String classes = System.getProperty("java.class.path");
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "--enable-native-access=ALL-UNNAMED",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              modules == null ? classes : modules + File.pathSeparator + classes,
              "dev.coterie.cli.Main",
              "chat",
              "--home",
              home.toString()));
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
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(said()).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
