package dev.coterie.cli;

import static java.util.Locale.ROOT;

import dev.coterie.client.grpc.HubAddress;
import dev.coterie.hub.HubConfig;
import dev.coterie.hub.HubServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Runs a hub in the foreground until it is told to stop.
@Command(
    name = "up",
    description = {
      "Start a hub: it keeps and orders what it cannot read.",
      "Its certificate is made at first start; clients pin the fingerprint after the #.",
      "SIGTERM or Ctrl-C lets what is under way finish."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie up                                  on loopback, data below --home",
      "  coterie up --listen 0.0.0.0:7470 --data /srv/coterie",
      "  coterie up --listen 127.0.0.1:0 --json      a free port, named in the answer"
    })
final class Up extends Subcommand {
  /// Reads `host:port`, `[v6]:port`, `host` or `:port`.
  static final class ListenAddress implements ITypeConverter<InetSocketAddress> {
    private static final int MAX_PORT = 65_535;

    @Override
    public InetSocketAddress convert(String text) {
      int colon = text.lastIndexOf(':');
      boolean named = colon >= 0 && !text.endsWith("]");
      var host = named ? text.substring(0, colon) : text;
      try {
        int port = named ? Integer.parseInt(text.substring(colon + 1)) : HubConfig.DEFAULT_PORT;
        if (port < 0 || port > MAX_PORT) {
          throw new TypeConversionException("no such port: " + port);
        }
        var address =
            host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
        return new InetSocketAddress(address, port);
      } catch (NumberFormatException | UnknownHostException _) {
        throw new TypeConversionException("'" + text + "' is not host:port");
      }
    }
  }

  /// It remarks on each connection that breaks or sends nonsense: as often as others please.
  private static final Logger TRANSPORT_LOG = Logger.getLogger("io.grpc.netty");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the hub keeps its database and certificate: hub below --home.")
  private @Nullable Path data;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = ListenAddress.class,
      description = "Where to listen: 127.0.0.1:7470. Port 0 takes a free one.")
  private @Nullable InetSocketAddress listen;

  @Option(
      names = "--until-eof",
      description = "Also stop when standard input ends, for programs that start a hub.")
  private boolean untilEof;

  @Override
  ExitCode run(Console console) throws InterruptedException {
    TRANSPORT_LOG.setLevel(Level.SEVERE);
    var config = HubConfig.of(Optional.ofNullable(data).orElseGet(() -> home().resolve("hub")));
    var hub = HubServer.start(listen == null ? config : config.listeningOn(listen));
    var stopping = new Thread(hub::close, "coterie-hub-drain");
    Runtime.getRuntime().addShutdownHook(stopping);
    announce(console, hub, config.dataDirectory());
    awaitEnd();
    hub.close();
    forget(stopping);
    var counted = Json.object();
    hub.metrics().values().forEach((what, n) -> counted.put(what.name().toLowerCase(ROOT), n));
    console.answer("stopped", Json.object().put("event", "stopped").put("counted", counted));
    return ExitCode.DONE;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending, and the hook finds nothing left to do
    }
  }

  private static void announce(Console console, HubServer hub, Path dataDirectory) {
    var address = hub.address().getAddress();
    var host = address.isAnyLocalAddress() ? "HOST" : plain(address);
    var name = new HubAddress(host, hub.port(), hub.fingerprint()).toString();
    console.answer(
        "hub listening on "
            + plain(address)
            + ":"
            + hub.port()
            + ", data in "
            + dataDirectory
            + System.lineSeparator()
            + "clients reach it as "
            + console.styled(Console.Style.STRONG, name)
            + (address.isAnyLocalAddress() ? "  (HOST is a name of this machine)" : ""),
        Json.object()
            .put("event", "listening")
            .put("hub", name)
            .put("port", hub.port())
            .put("fingerprint", hub.fingerprint().toHex())
            .put("data", dataDirectory.toString()));
  }

  private static String plain(InetAddress address) {
    var text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  /// Without an input to follow, only a signal ends the wait, and with it the process.
  private void awaitEnd() throws InterruptedException {
    if (!untilEof) {
      new CountDownLatch(1).await();
    }
    try {
      while (System.in.read() >= 0) {
        // whatever comes has no meaning
      }
    } catch (IOException _) {
      // an input that breaks has ended
    }
  }
}
