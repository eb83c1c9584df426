package dev.coterie.mls.group;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coterie.codec.Bytes;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Another implementation of MLS in a process of its own, asked in lines of JSON: one client, one
/// group. Where to find it is a property; without it, tests that need it are skipped and say so.
final class LivePeer implements AutoCloseable {
  static final String PROPERTY = "coterie.peer.bouncycastle";
  private static final String NAME = "peer";

  private final Process process;
  private final BufferedReader replies;
  private final BufferedWriter requests;
  private final int suite;

  private LivePeer(Process process, int suite) {
    this.process = process;
    this.replies = process.inputReader(StandardCharsets.UTF_8);
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.suite = suite;
  }

  static LivePeer start(int suite) throws IOException {
    String jar = System.getProperty(PROPERTY, "");
    assumeTrue(
        !jar.isEmpty() && Files.exists(Path.of(jar)),
        "skipped: no live peer; -D" + PROPERTY + " names its jar");
    String java = ProcessHandle.current().info().command().orElse("java");
    return new LivePeer(new ProcessBuilder(java, "-jar", jar).start(), suite);
  }

  /// Sends a request with these members besides operation and client, and gives the reply.
  String ask(String operation, String members) {
    try {
      requests.write(
          "{\"op\":\"%s\",\"client\":\"%s\",\"suite\":%d%s}\n"
              .formatted(operation, NAME, suite, members.isEmpty() ? "" : "," + members));
      requests.flush();
      String reply = Optional.ofNullable(replies.readLine()).orElse("nothing");
      if (!reply.contains("\"ok\":true")) {
        throw new AssertionError("the peer refuses " + operation + ": " + reply);
      }
      return reply;
    } catch (IOException e) {
      throw new AssertionError("the peer is gone", e);
    }
  }

  Bytes bytes(String operation, String members, String wanted) {
    return Bytes.fromHex(
        text(ask(operation, members), wanted)
            .orElseThrow(() -> new AssertionError("no " + wanted + " in the reply")));
  }

  static Optional<String> text(String reply, String member) {
    Matcher found = Pattern.compile("\"" + member + "\":\"([^\"]*)\"").matcher(reply);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  static String hex(String member, Bytes value) {
    return "\"" + member + "\":\"" + value.toHex() + "\"";
  }

  @Override
  public void close() throws IOException {
    requests.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }
}
