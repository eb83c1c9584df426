package dev.coterie.cli.interop;

import dev.coterie.crypto.RandomSource;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Listens for a runner, in plaintext as runners speak, and answers one call after the other.
public final class InteropServer implements AutoCloseable {
  /// A welcome for tens of thousands.
  private static final int MESSAGE_BYTES = 64 << 20;

  /// So that a runner that never frees anything ends with a status and not without memory.
  private static final int MOST_THINGS = 20_000;

  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final ExecutorService calls =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("coterie-interop").daemon().factory());
  private final Shelf shelf;
  private final Server server;

  private InteropServer(InetSocketAddress listen, String name, int mostThings) {
    this.shelf = new Shelf(mostThings);
    this.server =
        NettyServerBuilder.forAddress(listen)
            .executor(calls)
            .maxInboundMessageSize(MESSAGE_BYTES)
            .addService(
                Unreadable.before(new Endpoint(name, shelf, RandomSource.system()).bindService()))
            .build();
  }

  /// Listens until it is closed.
  ///
  /// @param name what the server says it is called
  /// @throws IOException if the address is taken or not ours
  public static InteropServer start(InetSocketAddress listen, String name) throws IOException {
    return start(listen, name, MOST_THINGS);
  }

  static InteropServer start(InetSocketAddress listen, String name, int mostThings)
      throws IOException {
    var made = new InteropServer(listen, name, mostThings);
    try {
      made.server.start();
      return made;
    } catch (IOException e) {
      made.calls.shutdown();
      throw e;
    }
  }

  /// Where it listens.
  public int port() {
    return server.getPort();
  }

  /// Takes no new calls, lets the one under way finish, and wipes what is held.
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(1, TimeUnit.SECONDS);
      }
      calls.execute(shelf::clear);
      calls.shutdown();
      calls.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      server.shutdownNow();
      calls.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
