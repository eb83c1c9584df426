package dev.coterie.cli;

import dev.coterie.client.grpc.HubAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Hubs as the command line names them: `host:port#fingerprint`.
final class HubName implements ITypeConverter<HubAddress> {
  @Override
  public HubAddress convert(String text) {
    int mark = text.indexOf('#');
    if (mark < 0) {
      throw new TypeConversionException("a hub is named as host:port#fingerprint: '" + text + "'");
    }
    PersonLine.fingerprint(text.substring(mark + 1));
    try {
      return HubAddress.parse(text);
    } catch (IllegalArgumentException _) {
      throw new TypeConversionException("a hub is named as host:port#fingerprint: '" + text + "'");
    }
  }

  /// Whether only this machine reaches it.
  static boolean isLoopback(HubAddress hub) {
    try {
      return InetAddress.getByName(hub.host()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
