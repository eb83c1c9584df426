package dev.coterie.cli.interop;

import dev.coterie.interopproto.MLSClientGrpc;
import dev.coterie.interopproto.MLSClientGrpc.MLSClientBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Servers of ours on free ports of loopback, and what a runner holds of them.
final class Servers implements AutoCloseable {
  private static final int LARGEST = 64 << 20;

  private final List<InteropServer> servers = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<MLSClientBlockingStub> clients = new ArrayList<>();

  Servers(int count, int mostThings) throws IOException {
    for (int i = 0; i < count; i++) {
      var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var server = InteropServer.start(listen, "server " + i, mostThings);
      servers.add(server);
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))
              .usePlaintext()
              .maxInboundMessageSize(LARGEST)
              .build();
      channels.add(channel);
      clients.add(MLSClientGrpc.newBlockingStub(channel));
    }
  }

  List<MLSClientBlockingStub> clients() {
    return clients;
  }

  MLSClientBlockingStub first() {
    return clients.getFirst();
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    servers.forEach(InteropServer::close);
  }
}
