package dev.coterie.sim;

import dev.coterie.hub.HubConfig;
import dev.coterie.hub.HubServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A hub in a process of its own, to be killed.
///
/// Arguments: data directory, port (0: any). Prints `hub <port> <fingerprint>` when it listens.
public final class HubProcess {
  private HubProcess() {}

  /// Runs until it is killed.
  public static void main(String[] args) throws InterruptedException {
    var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    var hub = HubServer.start(HubConfig.of(Path.of(args[0])).listeningOn(listen));
    IO.println("hub " + hub.port() + " " + hub.fingerprint().toHex());
    new CountDownLatch(1).await();
  }
}
