package dev.coterie.hub;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A hub in a process of its own, so that it can be killed. [#main] is that process.
final class HubProcess implements AutoCloseable {
  private final Process process;
  final int port;

  private HubProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts a hub and waits until it listens.
  static HubProcess start(Path directory, int port) throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    classPath(),
                    HubProcess.class.getName(),
                    directory.toString(),
                    Integer.toString(port)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var line = new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
    if (line == null) {
      throw new IOException("the hub did not start");
    }
    return new HubProcess(process, Integer.parseInt(line));
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// SIGTERM.
  ///
  /// @return whether it ended within the time
  boolean terminate(int seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Everything that this process sees, whether by class path or by modules.
  private static String classPath() {
    var parts = new LinkedHashSet<String>();
    for (var property : List.of("java.class.path", "jdk.module.path")) {
      var value = System.getProperty(property);
      if (value != null) {
        parts.addAll(List.of(value.split(File.pathSeparator)));
      }
    }
    var root = System.getProperty("coterie.root");
    if (root != null) {
      parts.add(Path.of(root, "hub", "target", "classes").toString());
      parts.add(Path.of(root, "hub", "target", "test-classes").toString());
    }
    return String.join(File.pathSeparator, parts);
  }

  /// Runs a hub until a signal ends it.
  ///
  /// @param args data directory and port
  public static void main(String[] args) throws InterruptedException {
    var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    var hub = HubServer.start(HubConfig.of(Path.of(args[0])).listeningOn(listen));
    Runtime.getRuntime().addShutdownHook(new Thread(hub::close));
    System.out.println(hub.port());
    new CountDownLatch(1).await();
  }
}
