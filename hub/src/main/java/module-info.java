import org.jspecify.annotations.NullMarked;

/// The delivery service (RFC 9750), untrusted for content.
@NullMarked
@SuppressWarnings("requires-automatic")
module dev.coterie.hub {
  requires static org.jspecify;
  requires transitive dev.coterie.hubapi;
  requires dev.coterie.hubproto;
  requires dev.coterie.store;
  requires dev.coterie.mls;
  requires io.grpc.netty;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;

  exports dev.coterie.hub;
  exports dev.coterie.hub.live;
}
