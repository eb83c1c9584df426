package dev.coterie.client.grpc;

import dev.coterie.hubapi.Fingerprint;

/// Where a hub is, and which one it must be. As text: `host:port#fingerprint`, the fingerprint in
/// hexadecimal digits.
///
/// @param certificate SHA-256 of the hub's certificate, as the hub prints it
public record HubAddress(String host, int port, Fingerprint certificate) {
  private static final int MAX_PORT = 65_535;

  /// Refuses an empty host and a port out of range.
  public HubAddress {
    if (host.isEmpty() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("not an address: " + host + ":" + port);
    }
  }

  /// Reads `host:port#fingerprint`.
  ///
  /// @throws IllegalArgumentException if it is not of that form
  public static HubAddress parse(String text) {
    int mark = text.indexOf('#');
    int colon = text.lastIndexOf(':', Math.max(mark, 0));
    if (mark < 0 || colon < 0) {
      throw new IllegalArgumentException("a hub is named as host:port#fingerprint");
    }
    return new HubAddress(
        text.substring(0, colon),
        Integer.parseInt(text.substring(colon + 1, mark)),
        Fingerprint.parse(text.substring(mark + 1)));
  }

  @Override
  public String toString() {
    return host + ":" + port + "#" + certificate.toHex();
  }
}
