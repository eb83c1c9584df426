package dev.coterie.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// A peer in this process, asked through its lines as a program would ask it. Members of a request
/// are written with single quotes.
final class PeerTalk implements AutoCloseable {
  private static final int PIPE = 1 << 16;

  private final Writer requests;
  private final BufferedReader replies;

  PeerTalk() throws IOException {
    var in = new PipedInputStream(PIPE);
    var answered = new PipedInputStream(PIPE);
    requests = new OutputStreamWriter(new PipedOutputStream(in), StandardCharsets.UTF_8);
    replies = new BufferedReader(new InputStreamReader(answered, StandardCharsets.UTF_8));
    var out = new PrintWriter(new PipedOutputStream(answered), false, StandardCharsets.UTF_8);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (out) {
                MlsPeer.serve("1.2.3", in, out);
              } catch (IOException e) {
                out.println("the peer ended: " + e);
              }
            });
  }

  /// One line in, one line out.
  Json.Obj line(String line) throws IOException {
    requests.write(line + "\n");
    requests.flush();
    String reply = replies.readLine();
    assertThat(reply).as("reply to %s", line).isNotNull();
    return Json.asObject(JsonReader.read(reply));
  }

  /// A request that is answered.
  Json.Obj ask(String operation, String members) throws IOException {
    Json.Obj reply = request(operation, members);
    assertThat(reply.get("ok")).as("%s: %s", operation, reply).isEqualTo(new Json.Bool(true));
    return reply;
  }

  /// A request that is refused, and what is wrong with it.
  String refusal(String operation, String members) throws IOException {
    return error(request(operation, members));
  }

  /// What is wrong, by a reply.
  static String error(Json.Obj reply) {
    assertThat(reply.get("ok")).as("%s", reply).isEqualTo(new Json.Bool(false));
    assertThat(reply.members()).containsOnlyKeys("ok", "error");
    return reply.text("error");
  }

  private Json.Obj request(String operation, String members) throws IOException {
    String rest = members.isEmpty() ? "" : "," + members.replace('\'', '"');
    return line("{\"op\":\"" + operation + "\"" + rest + "}");
  }

  @Override
  public void close() throws IOException {
    requests.close();
    assertThat(replies.readLine()).as("nothing more is said").isNull();
  }
}
