package dev.coterie.hub.grpc;

import com.google.protobuf.ByteString;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.TransportLimits;
import dev.coterie.hub.live.LiveHub;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.media.MediaExchange;
import dev.coterie.hubapi.memory.InMemoryHubStore;
import dev.coterie.hubproto.v1.MediaDown;
import dev.coterie.hubproto.v1.MediaJoin;
import dev.coterie.hubproto.v1.MediaUp;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Media calls of some members of one group, without a transport.
final class MediaCalls {
  static final HubGroupId GROUP = new HubGroupId(Bytes.of(1));

  final HubMetrics metrics = new HubMetrics();
  final InMemoryHubStore store = new InMemoryHubStore(HubLimits.DEFAULT);
  final MediaExchange<MediaDown> exchange;
  private final HubIdentity founder = identity("founder");

  MediaCalls(MediaLimits limits) {
    var live = new LiveHub(store, HubLimits.DEFAULT, metrics);
    var fanout = Fanout.of(store, live, limits, 1 << 20, metrics);
    exchange = fanout.media();
    store.onCommit(fanout);
    store.create(founder.fingerprint(), GROUP);
  }

  /// A member's call.
  final class Side {
    final HubIdentity identity;
    final Out out = new Out();
    final Connection connection = new Connection(TransportLimits.DEFAULT, () -> {});
    final MediaCall call;

    private Side(HubIdentity identity) {
      this.identity = identity;
      if (!connection.admit(identity)) {
        throw new AssertionError("a new connection");
      }
      var budget = new Budget(1);
      call =
          new MediaCall(
              exchange,
              metrics,
              new Caller(connection, new Lease(budget, budget), Optional.empty()),
              out);
    }

    void join() {
      call.onNext(
          MediaUp.newBuilder()
              .setJoin(MediaJoin.newBuilder().setGroup(Replies.octets(GROUP.value())))
              .build());
    }

    void send(String frame) {
      call.onNext(MediaUp.newBuilder().setFrame(ByteString.copyFromUtf8(frame)).build());
    }
  }

  /// A member who has not joined yet.
  Side side(String name) {
    var identity = identity(name);
    store.append(
        founder.fingerprint(),
        new HandshakeAppend(
            GROUP,
            identity.fingerprint().value(),
            store.head(founder.fingerprint(), GROUP).lastHandshake(),
            Bytes.of(1),
            new RosterChange(Set.of(identity.fingerprint()), Set.of()),
            Optional.empty()));
    return new Side(identity);
  }

  private static HubIdentity identity(String name) {
    var key = Fingerprint.of(Bytes.ofUtf8(name)).value();
    return new HubIdentity(SignatureScheme.ED25519, key);
  }

  /// Where a call writes to.
  static final class Out extends ServerCallStreamObserver<MediaDown> {
    final List<MediaDown> written = new ArrayList<>();
    final List<String> ends = new ArrayList<>();
    boolean ready = true;
    boolean broken;
    private boolean cancelled;
    private Runnable onReady = () -> {};
    private Runnable onCancel = () -> {};

    void becomeReady() {
      ready = true;
      onReady.run();
    }

    void cancel() {
      cancelled = true;
      onCancel.run();
    }

    List<String> told() {
      var told = new ArrayList<String>();
      for (var one : written) {
        told.add(one.hasJoined() ? "joined" : one.getFrame().getFrame().toStringUtf8());
      }
      told.addAll(ends);
      return told;
    }

    @Override
    public void onNext(MediaDown message) {
      if (broken || !ends.isEmpty()) {
        throw new IllegalStateException("the call is over");
      }
      written.add(message);
    }

    @Override
    public void onError(Throwable cause) {
      var trailers = ((StatusRuntimeException) cause).getTrailers();
      ends.add(trailers == null ? "no rule" : String.valueOf(trailers.get(Refusals.RULE)));
    }

    @Override
    public void onCompleted() {
      ends.add("completed");
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      onCancel = handler;
    }

    @Override
    public void setCompression(String compression) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
  }
}
