package dev.coterie.bench.mixed;

import static org.assertj.core.api.Assertions.fail;

import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonReader;
import dev.coterie.vectors.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opentest4j.TestAbortedException;

/// An implementation of MLS in a process of its own, asked in lines of JSON.
final class Peer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final String name;
  private final Process process;
  private final Writer requests;
  private final BufferedReader replies;
  private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Integer> suites;

  private Peer(String name, Process process) {
    this.name = name;
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.replies = process.inputReader(StandardCharsets.UTF_8);
    this.suites =
        ask("hello", Json.object()).array("suites").items().stream()
            .map(code -> Math.toIntExact(Json.asNumber(code)))
            .toList();
  }

  static Peer start(String name, List<String> command) {
    try {
      return new Peer(
          name, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new UncheckedIOException("peer " + name + " does not start", e);
    }
  }

  String name() {
    return name;
  }

  /// The cipher suites that it offers.
  List<Integer> suites() {
    return suites;
  }

  /// Sends a request and gives the reply, whatever it is.
  Json.Obj reply(String operation, Json.Builder members) {
    try {
      String request =
          JsonWriter.write(members.with("op", new Json.Text(operation)).build()) + "\n";
      requests.write(request);
      requests.flush();
      String line = reader.submit(replies::readLine).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IOException(name + " ended");
      }
      return Json.asObject(JsonReader.read(line));
    } catch (IOException e) {
      throw new UncheckedIOException(operation + " of " + name, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(operation + ": no reply of " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Sends a request that has to be granted; what the peer cannot do at all ends the test as
  /// skipped.
  Json.Obj ask(String operation, Json.Builder members) {
    Json.Obj reply = reply(operation, members);
    if (!new Json.Bool(true).equals(reply.get("ok"))) {
      String why = reply.text("error");
      if (why.startsWith("unsupported")) {
        throw new TestAbortedException("skipped: " + name + " says of " + operation + ": " + why);
      }
      fail("%s refuses %s: %s", name, operation, why);
    }
    return reply;
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (IOException _) {
      process.destroy();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroy();
    } finally {
      reader.shutdownNow();
    }
  }
}
