package dev.coterie.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A child process of this test and the lines that it printed.
final class Child implements AutoCloseable {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private Child(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  static Child start(Class<?> program, String... args) throws IOException {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                program.getName()));
    command.addAll(List.of(args));
    return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("pipe: " + e.getMessage());
    }
  }

  /// What it has printed so far.
  List<String> lines() {
    return lines;
  }

  /// Waits for a line.
  String await(Predicate<String> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NS;
    while (System.nanoTime() < end) {
      var found = lines.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      if (!process.isAlive()) {
        throw new AssertionError("the process has ended: " + lines);
      }
      Thread.sleep(5);
    }
    throw new AssertionError("not printed in time: " + lines);
  }

  /// SIGKILL, and all that it had printed before.
  List<String> kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join();
    return lines;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
