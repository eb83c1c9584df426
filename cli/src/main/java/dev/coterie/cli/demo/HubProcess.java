package dev.coterie.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A hub of its own: `coterie up` on a free port of loopback.
final class HubProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s\"]+:\\d+#[0-9a-f]{64}");

  private final Child child;
  private final String address;

  private HubProcess(Child child, String address) {
    this.child = child;
    this.address = address;
  }

  static HubProcess start(Path folder) {
    var found = new CompletableFuture<String>();
    var child =
        Child.start(
            List.of(
                "up",
                "--data",
                folder.toString(),
                "--listen",
                "127.0.0.1:0",
                "--json",
                "--until-eof"),
            folder.resolveSibling("hub-errors.txt"),
            line -> {
              var match = ADDRESS.matcher(line);
              if (match.find()) {
                found.complete(match.group());
              }
            },
            () -> found.completeExceptionally(new IllegalStateException("the hub has ended")));
    try {
      return new HubProcess(child, found.get(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      child.close();
      throw new IllegalStateException("the hub did not start: " + child.log(), e);
    }
  }

  /// `host:port#fingerprint`.
  String address() {
    return address;
  }

  /// SIGTERM: it drains.
  @Override
  public void close() {
    child.close();
  }
}
