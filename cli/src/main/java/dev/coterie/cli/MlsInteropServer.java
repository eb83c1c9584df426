package dev.coterie.cli;

import dev.coterie.cli.interop.InteropServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The engine as a client of the MLS working group's harness.
@Command(
    name = "interop-server",
    description = {
      "Offer the MLS engine to a test runner by gRPC, in the foreground until told to stop.",
      "The service is mls_client.MLSClient of github.com/mlswg/mls-implementations, all 34 calls,"
          + " suites 1 to 7, without TLS: start one server for each client that the runner is to"
          + " have. SIGTERM or Ctrl-C lets the call under way finish.",
      "",
      "What is refused comes back as a status: NOT_FOUND (a number that means nothing),"
          + " INVALID_ARGUMENT (does not parse, or makes no sense), FAILED_PRECONDITION (breaks a"
          + " rule, named in the trailer coterie-rule), RESOURCE_EXHAUSTED (free some states).",
      "",
      "Nothing is kept, and secrets are told to whoever asks: for tests only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie mls interop-server --port 50051",
      "  coterie mls interop-server --port 0 --json   a free port, named in the answer",
      "",
      "  With the working group's runner, which plays all members by one server here:",
      "  test-runner -client localhost:50051 -config commit.json"
    })
final class MlsInteropServer extends Subcommand {
  private static final int MAX_PORT = 65_535;

  /// It remarks on each connection that breaks or sends nonsense: as often as others please.
  private static final Logger TRANSPORT_LOG = Logger.getLogger("io.grpc.netty");

  @Option(
      names = "--port",
      required = true,
      paramLabel = "N",
      description = "Where to listen. 0 takes a free port.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen at: loopback. Whoever reaches it can ask for keys.")
  private @Nullable InetAddress host;

  @Option(
      names = "--until-eof",
      description = "Also stop when standard input ends, for programs that start a server.")
  private boolean untilEof;

  @Override
  ExitCode run(Console console) throws IOException, InterruptedException {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(commandLine(), "no such port: " + port);
    }
    TRANSPORT_LOG.setLevel(Level.SEVERE);
    InetAddress address = host == null ? InetAddress.getLoopbackAddress() : host;
    var over = new CountDownLatch(1);
    try (var _ = Interrupts.to(over::countDown);
        var server =
            InteropServer.start(
                new InetSocketAddress(address, port), "Coterie " + Version.text())) {
      announce(console, address, server.port());
      if (untilEof) {
        InputStream in = input();
        Thread.ofVirtual().start(() -> drain(in, over));
      }
      over.await();
    }
    console.answer("stopped", Json.object().put("event", "stopped"));
    return ExitCode.DONE;
  }

  private static void announce(Console console, InetAddress address, int port) {
    String text = address.getHostAddress();
    String shown = text.contains(":") ? "[" + text + "]" : text;
    console.answer(
        "MLS interop server listening on " + shown + ":" + port,
        Json.object().put("event", "listening").put("host", text).put("port", port));
  }

  private static void drain(InputStream in, CountDownLatch over) {
    try {
      while (in.read() >= 0) {
        // whatever comes has no meaning
      }
    } catch (IOException _) {
      // an input that breaks has ended
    } finally {
      over.countDown();
    }
  }
}
