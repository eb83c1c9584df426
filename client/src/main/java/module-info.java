import org.jspecify.annotations.NullMarked;

/// The one object that an application holds, and the ports behind which its store and its hub
/// stand.
@NullMarked
@SuppressWarnings("requires-automatic")
module dev.coterie.client {
  requires static org.jspecify;
  requires transitive dev.coterie.gap;
  requires transitive dev.coterie.gtp;
  requires transitive dev.coterie.hubapi;
  requires dev.coterie.hubproto;
  requires io.grpc.netty;
  requires io.netty.handler;

  exports dev.coterie.client;
  exports dev.coterie.client.call;
  exports dev.coterie.client.contact;
  exports dev.coterie.client.event;
  exports dev.coterie.client.group;
  exports dev.coterie.client.grpc;
  exports dev.coterie.client.port;
}
