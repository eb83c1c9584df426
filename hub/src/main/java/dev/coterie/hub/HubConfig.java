package dev.coterie.hub;

import dev.coterie.hubapi.HubLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Where a hub keeps its data, and where it listens.
///
/// @param dataDirectory made if need be, readable by its owner only
/// @param listen port 0 takes a free one
public record HubConfig(
    Path dataDirectory, InetSocketAddress listen, HubLimits limits, TransportLimits transport) {
  /// The port when none is named.
  public static final int DEFAULT_PORT = 7470;

  /// A hub on loopback, with the limits that are recommended.
  public static HubConfig of(Path dataDirectory) {
    return new HubConfig(
        dataDirectory,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), DEFAULT_PORT),
        HubLimits.DEFAULT,
        TransportLimits.DEFAULT);
  }

  /// The same on another address.
  public HubConfig listeningOn(InetSocketAddress address) {
    return new HubConfig(dataDirectory, address, limits, transport);
  }

  /// The same with other limits.
  public HubConfig limitedBy(HubLimits other) {
    return new HubConfig(dataDirectory, listen, other, transport);
  }

  /// The same with other limits of the transport.
  public HubConfig limitedBy(TransportLimits other) {
    return new HubConfig(dataDirectory, listen, limits, other);
  }
}
