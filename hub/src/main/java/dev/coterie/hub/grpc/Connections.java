package dev.coterie.hub.grpc;

import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hub.TransportLimits;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// All open connections. Those over the limit are closed before a byte of theirs is read; those
/// that prove no key in time are cut, however they spent that time.
final class Connections extends ServerTransportFilter {
  private final TransportLimits limits;
  private final HubMetrics metrics;
  private final ScheduledExecutorService timer;
  private final Map<SocketAddress, Connection> open = new ConcurrentHashMap<>();

  Connections(TransportLimits limits, HubMetrics metrics, ScheduledExecutorService timer) {
    this.limits = limits;
    this.metrics = metrics;
    this.timer = timer;
  }

  /// Called for each connection that TCP accepts.
  ///
  /// @return whether to keep it
  boolean accept(Channel channel) {
    var address = channel.remoteAddress();
    if (address == null || open.size() >= limits.connections()) {
      metrics.count(Counter.CONNECTIONS_OVER_LIMIT);
      return false;
    }
    metrics.count(Counter.CONNECTIONS_ACCEPTED);
    var connection = new Connection(limits, () -> cut(channel));
    open.put(address, connection);
    var deadline =
        timer.schedule(
            () -> {
              if (connection.identity().isEmpty()) {
                cut(channel);
              }
            },
            limits.authenticateWithin().toMillis(),
            TimeUnit.MILLISECONDS);
    channel
        .closeFuture()
        .addListener(
            _ -> {
              deadline.cancel(false);
              open.remove(address, connection);
            });
    return true;
  }

  private void cut(Channel channel) {
    if (channel.isOpen()) {
      metrics.count(Counter.CONNECTIONS_CUT);
      var _ = channel.close();
    }
  }

  int count() {
    return open.size();
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    var address = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    var connection = address == null ? null : open.get(address);
    return connection == null
        ? attributes
        : attributes.toBuilder().set(Connection.KEY, connection).build();
  }
}
