package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.grpc.HubAddress;
import dev.coterie.hub.HubConfig;
import dev.coterie.hub.HubServer;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// People with homes and a real hub, whose commands run in this process.
final class Homes implements AutoCloseable {
  /// How a command ended and what it said.
  record Ran(int code, String out, String err) {
    Ran done() {
      assertThat(code).as(this.toString()).isZero();
      return this;
    }

    Ran failed(ExitCode expected, String kind) {
      assertThat(code).as(this.toString()).isEqualTo(expected.code());
      assertThat(out).isEmpty();
      assertThat(err).contains(kind);
      return this;
    }

    /// Its lines as JSON.
    List<Json.Obj> objects() {
      return out.lines().map(JsonReader::read).map(Json.Obj.class::cast).toList();
    }

    Json.Obj object() {
      assertThat(objects()).hasSize(1);
      return objects().getFirst();
    }
  }

  private final Path folder;
  private HubServer hub;

  Homes(Path folder) {
    this.folder = folder;
    this.hub = start(0);
  }

  private HubServer start(int port) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return HubServer.start(HubConfig.of(folder.resolve("hub")).listeningOn(address));
  }

  String hub() {
    return new HubAddress("127.0.0.1", hub.port(), hub.fingerprint()).toString();
  }

  /// The same address and another certificate.
  String otherHub() {
    String name = hub();
    char last = name.charAt(name.length() - 1);
    return name.substring(0, name.length() - 1) + (last == '0' ? '1' : '0');
  }

  void stopHub() {
    hub.close();
  }

  void startHub() {
    hub = start(hub.port());
  }

  Path home(String person) {
    return folder.resolve(person);
  }

  Ran run(String person, String... words) {
    return run(person, InputStream.nullInputStream(), Map.of(), words);
  }

  Ran piped(String person, String input, String... words) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return run(person, in, Map.of(), words);
  }

  Ran run(String person, InputStream in, Map<String, String> environment, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = run(person, in, new PrintWriter(out), new PrintWriter(err), environment, words);
    return new Ran(code, out.toString(), err.toString());
  }

  int run(
      String person,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Map<String, String> environment,
      String... words) {
    var args = new ArrayList<>(List.of(words));
    args.add("--home");
    args.add(home(person).toString());
    return Main.run(args.toArray(String[]::new), in, out, err, false, environment);
  }

  /// A command that runs beside others.
  CompletableFuture<Ran> beside(String person, String... words) {
    var ran = new CompletableFuture<Ran>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                ran.complete(run(person, words));
              } catch (Throwable e) {
                ran.completeExceptionally(e);
              }
            });
    return ran;
  }

  static Ran ended(CompletableFuture<Ran> ran) throws Exception {
    return ran.get(30, TimeUnit.SECONDS);
  }

  /// What others need of a person who has an identity.
  String person(String name) {
    return run(name, "id", "--json").done().object().text("person");
  }

  /// alice and others in a group that alice made.
  void group(String name, String... others) throws Exception {
    run("alice", "id", "alice", "--hub", hub()).done();
    run("alice", "create", name).done();
    for (String other : others) {
      run(other, "join", hub(), person("alice"), "--name", other, "--for", "0").done();
      run("alice", "add", person(other)).done();
      run(other, "listen", "--once").done();
    }
  }

  @Override
  public void close() {
    hub.close();
  }
}
