package dev.coterie.hub;

import dev.coterie.codec.UnavailableException;
import dev.coterie.hub.grpc.Fanout;
import dev.coterie.hub.grpc.GrpcTransport;
import dev.coterie.hub.live.LiveHub;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubStore;
import dev.coterie.store.hub.SqliteHubStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/// A running hub: its database, its certificate, its listening socket. Close it to drain: appends
/// under way are answered, live sessions get a goodbye, the write-ahead log is emptied.
public final class HubServer implements AutoCloseable {
  private final HubStore store;
  private final HubService service;
  private final GrpcTransport transport;
  private final HubMetrics metrics;
  private final InetSocketAddress address;
  private final Fingerprint fingerprint;
  private boolean closed;

  private HubServer(
      HubStore store,
      HubService service,
      GrpcTransport transport,
      HubMetrics metrics,
      InetSocketAddress address,
      Fingerprint fingerprint) {
    this.store = store;
    this.service = service;
    this.transport = transport;
    this.metrics = metrics;
    this.address = address;
    this.fingerprint = fingerprint;
  }

  /// Opens the database, makes a certificate if there is none, and listens.
  ///
  /// @throws UnavailableException if another process has the directory, the database is not a
  ///   hub's, or the address is taken
  public static HubServer start(HubConfig config) {
    var store = SqliteHubStore.open(config.dataDirectory(), config.limits());
    try {
      return start(config, store);
    } catch (IOException e) {
      store.close();
      throw new UnavailableException("the hub at " + config.listen(), e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static HubServer start(HubConfig config, HubStore store) throws IOException {
    var certificate = HubCertificate.in(config.dataDirectory());
    var metrics = new HubMetrics();
    var live = new LiveHub(store, config.limits(), metrics);
    var fanout =
        Fanout.of(store, live, config.limits().media(), config.transport().mediaBytes(), metrics);
    store.onCommit(fanout);
    var service =
        new HubService(
            store,
            live,
            new MlsKeyPackageCheck(),
            config.limits(),
            metrics,
            InstantSource.system());
    var transport =
        GrpcTransport.start(
            config.listen(),
            new GrpcTransport.Tls(
                certificate.key(), certificate.certificate(), certificate.encoded()),
            service,
            fanout,
            config.transport(),
            metrics);
    var address = new InetSocketAddress(config.listen().getAddress(), transport.port());
    return new HubServer(store, service, transport, metrics, address, certificate.fingerprint());
  }

  /// Where it listens, with the port that it got.
  public InetSocketAddress address() {
    return address;
  }

  /// The port that it got.
  public int port() {
    return address.getPort();
  }

  /// What clients pin: SHA-256 of the certificate.
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /// What happened so far.
  public HubMetrics metrics() {
    return metrics;
  }

  /// Connections open now.
  public int connections() {
    return transport.connections();
  }

  /// Octets of messages that are being received or sent now.
  public long bytesUnderWay() {
    return transport.bytesUnderWay();
  }

  /// Drains and stops; a second caller waits until that is done. Takes as long as
  /// [TransportLimits#drainWithin] at most, and a moment for the database.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      service.drain();
      transport.close();
      store.close();
    }
  }
}
