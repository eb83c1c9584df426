package dev.coterie.hub.grpc;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubService;
import dev.coterie.hub.TransportLimits;
import dev.coterie.hubapi.Fingerprint;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// The listening half of a hub: TLS 1.3 of the JDK under grpc-netty, since its exporter binds
/// proofs to connections.
public final class GrpcTransport implements AutoCloseable {
  /// The largest gRPC message: a piece, or an envelope with a record that is pushed whole.
  static final int MESSAGE_BYTES = 320 << 10;

  private static final int METADATA_BYTES = 8 << 10;
  private static final int WINDOW_BYTES = 1 << 20;
  private static final int RESETS_PER_WINDOW = 400;
  private static final int RESET_WINDOW_SECONDS = 30;
  private static final int QUIET_MILLIS = 50;

  private final TransportLimits limits;
  private final Fanout fanout;
  private final Server server;
  private final Connections connections;
  private final Budget budget;
  private final EventLoopGroup acceptors;
  private final EventLoopGroup workers;
  private final ExecutorService handlers;
  private final ScheduledExecutorService timer;

  private GrpcTransport(
      InetSocketAddress listen,
      Tls tls,
      HubService service,
      Fanout fanout,
      TransportLimits limits,
      HubMetrics metrics)
      throws SSLException {
    this.limits = limits;
    this.fanout = fanout;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("coterie-hub-timer").daemon().factory());
    this.handlers = Executors.newVirtualThreadPerTaskExecutor();
    this.acceptors = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    this.workers = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    this.budget = new Budget(limits.bytesUnderWay());
    this.connections = new Connections(limits, metrics, timer);
    var endpoint =
        new HubEndpoint(
            service,
            fanout,
            Fingerprint.of(tls.encoded()),
            limits,
            metrics,
            RandomSource.system(),
            handlers);
    this.server =
        NettyServerBuilder.forAddress(listen)
            .sslContext(tls.context())
            .bossEventLoopGroup(acceptors)
            .workerEventLoopGroup(workers)
            .channelFactory(() -> new BoundedServerChannel(connections::accept))
            .executor(handlers)
            .addTransportFilter(connections)
            .intercept(new Gate(limits, metrics, timer, budget))
            .addService(endpoint)
            .handshakeTimeout(millis(limits.authenticateWithin()), TimeUnit.MILLISECONDS)
            .maxInboundMessageSize(MESSAGE_BYTES)
            .maxInboundMetadataSize(METADATA_BYTES)
            .maxConcurrentCallsPerConnection(limits.callsPerConnection())
            .flowControlWindow(WINDOW_BYTES)
            .maxRstFramesPerWindow(RESETS_PER_WINDOW, RESET_WINDOW_SECONDS)
            .keepAliveTime(millis(limits.keepAlive()), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(millis(limits.keepAlive()) / 2, TimeUnit.MILLISECONDS)
            .permitKeepAliveTime(millis(limits.keepAlive()) / 3, TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true)
            .build();
  }

  /// A certificate and its key.
  ///
  /// @param encoded the certificate, DER
  public record Tls(PrivateKey key, X509Certificate certificate, Bytes encoded) {
    SslContext context() throws SSLException {
      return GrpcSslContexts.configure(
              SslContextBuilder.forServer(key, certificate), SslProvider.JDK)
          .protocols("TLSv1.3")
          .build();
    }
  }

  /// Listens.
  ///
  /// @throws IOException if the address is taken or not ours
  public static GrpcTransport start(
      InetSocketAddress listen,
      Tls tls,
      HubService service,
      Fanout fanout,
      TransportLimits limits,
      HubMetrics metrics)
      throws IOException {
    var transport = new GrpcTransport(listen, tls, service, fanout, limits, metrics);
    try {
      transport.server.start();
      return transport;
    } catch (IOException e) {
      transport.close();
      throw e;
    }
  }

  /// Where it listens.
  public int port() {
    return server.getPort();
  }

  /// Connections open now.
  public int connections() {
    return connections.count();
  }

  /// Octets of messages that are being received or sent.
  public long bytesUnderWay() {
    return budget.used();
  }

  /// Takes no new connections and calls, lets those under way finish in time, and ends the rest.
  @Override
  public void close() {
    fanout.media().drain();
    server.shutdown();
    try {
      if (!server.awaitTermination(millis(limits.drainWithin()), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
    handlers.shutdown();
    for (var threads : List.of(acceptors, workers)) {
      threads
          .shutdownGracefully(QUIET_MILLIS, 2_000, TimeUnit.MILLISECONDS)
          .awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
  }

  private static long millis(Duration duration) {
    return Math.max(1, duration.toMillis());
  }
}
