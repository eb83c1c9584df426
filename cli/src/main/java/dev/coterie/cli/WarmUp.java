package dev.coterie.cli;

import dev.coterie.client.grpc.HubAddress;
import dev.coterie.hub.HubConfig;
import dev.coterie.hub.HubServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What the launcher runs once, with its output thrown away, to record which classes a short
/// command loads: help of every kind, and a short life of one person with a hub of their own.
@Command(name = "warm-up", hidden = true, description = "Loads what short commands need.")
final class WarmUp extends Subcommand {
  private final PrintWriter nowhere = new PrintWriter(new StringWriter());

  @Override
  ExitCode run(Console console) throws IOException {
    execute("--version");
    execute("--help");
    for (String name : commands().getSubcommands().keySet()) {
      if (!name.equals("warm-up")) {
        execute(name, "--help");
      }
    }
    execute("no-such-command");
    Path folder = Files.createTempDirectory("coterie-warm-up");
    try {
      live(folder);
    } finally {
      delete(folder);
    }
    return ExitCode.DONE;
  }

  private void live(Path folder) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var config = HubConfig.of(folder.resolve("hub")).listeningOn(address);
    try (var hub = HubServer.start(config)) {
      var name = new HubAddress("127.0.0.1", hub.port(), hub.fingerprint()).toString();
      String home = folder.resolve("home").toString();
      for (List<String> words :
          List.of(
              List.of("id", "somebody", "--hub", name),
              List.of("create", "group"),
              List.of("invite"),
              List.of("send", "text"),
              List.of("members"),
              List.of("update"),
              List.of("join", "--for", "0"),
              List.of("verify", "nobody"),
              List.of("listen", "--once", "--json"),
              List.of("listen", "--once", "--all"))) {
        execute(Stream.concat(Stream.of("--home", home), words.stream()).toArray(String[]::new));
      }
    }
  }

  private void execute(String... words) {
    commands().execute(words);
  }

  private CommandLine commands() {
    return Main.commandLine(new Coterie(nowhere, nowhere, false, Map.of()), nowhere, nowhere);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
