package dev.coterie.cli.bench;

import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonReader;
import dev.coterie.vectors.JsonWriter;
import dev.coterie.vectors.VectorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A peer that runs. One request at a time.
final class PeerProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 600;
  private static final String END = "";

  private final String name;
  private final Process process;
  private final Writer requests;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final Json.Obj hello;

  private PeerProcess(String name, Process process) throws IOException {
    this.name = name;
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().name("replies of " + name).start(this::read);
    this.hello = ask(Json.object().with("op", new Json.Text("hello")));
  }

  /// Starts a peer and asks who it is.
  ///
  /// @param environment variables besides those of this process
  static PeerProcess start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      return new PeerProcess(name, process);
    } catch (IOException | RuntimeException e) {
      process.destroy();
      throw e;
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        replies.add(line);
      }
    } catch (IOException _) {
      // the end, as if it had been closed
    }
    replies.add(END);
  }

  String name() {
    return name;
  }

  /// What it says of itself.
  String said(String member) {
    return hello.members().get(member) instanceof Json.Text(var text) ? text : "";
  }

  /// What one `bench` request gives.
  ///
  /// @throws IOException if the peer is gone, silent, or says no
  Json.Obj bench(Case what, int iterations) throws IOException {
    return ask(
        Json.object()
            .with("op", new Json.Text("bench"))
            .with("what", new Json.Text(what.operation().code()))
            .with("members", what.members())
            .with("iterations", iterations)
            .with("suite", what.suite()));
  }

  private Json.Obj ask(Json.Builder request) throws IOException {
    requests.write(JsonWriter.write(request.build()) + "\n");
    requests.flush();
    Json.Obj reply = parsed(reply());
    if (!new Json.Bool(true).equals(reply.members().get("ok"))) {
      String why = reply.members().get("error") instanceof Json.Text(var text) ? text : "no reason";
      throw new PeerSaysNoException(why);
    }
    return reply;
  }

  private static Json.Obj parsed(String reply) throws IOException {
    try {
      return Json.asObject(JsonReader.read(reply));
    } catch (VectorException e) {
      throw new IOException("a reply that is not JSON: " + e.getMessage(), e);
    }
  }

  private String reply() throws IOException {
    try {
      String reply = replies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (reply == null) {
        throw new IOException(name + " did not answer in " + PATIENCE_SECONDS + " s");
      }
      if (reply.equals(END)) {
        throw new IOException(name + " ended");
      }
      return reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /// The peer answered that it does not do this.
  static final class PeerSaysNoException extends IOException {
    private static final long serialVersionUID = 1L;

    PeerSaysNoException(String why) {
      super(why);
    }
  }
}
