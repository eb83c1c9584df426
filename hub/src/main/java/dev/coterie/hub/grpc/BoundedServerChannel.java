package dev.coterie.hub.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.function.Predicate;

/// A listening socket that asks about each connection before anything is read from it.
final class BoundedServerChannel extends NioServerSocketChannel {
  private final Predicate<Channel> accept;

  BoundedServerChannel(Predicate<Channel> accept) {
    this.accept = accept;
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int known = accepted.size(); // those of earlier reads were asked about then
    int count = super.doReadMessages(accepted);
    accepted
        .subList(known, accepted.size())
        .removeIf(
            one -> {
              boolean refused = one instanceof Channel channel && !accept.test(channel);
              if (refused) {
                ((Channel) one).unsafe().closeForcibly();
              }
              return refused;
            });
    return count;
  }
}
