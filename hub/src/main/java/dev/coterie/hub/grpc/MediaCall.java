package dev.coterie.hub.grpc;

import com.google.protobuf.ByteString;
import dev.coterie.codec.RefusedException;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.media.MediaExchange;
import dev.coterie.hubapi.media.MediaItem;
import dev.coterie.hubapi.media.MediaPort;
import dev.coterie.hubproto.v1.MediaDown;
import dev.coterie.hubproto.v1.MediaFrame;
import dev.coterie.hubproto.v1.MediaJoined;
import dev.coterie.hubproto.v1.MediaUp;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Live media of one caller in one group. Frames go down as fast as the reader takes them, written
/// by whichever thread finds something to write, one at a time and without waiting for another; so
/// a frame is passed on in the thread that it came in with. What goes to many readers is one
/// object.
final class MediaCall implements StreamObserver<MediaUp> {
  private static final MediaDown JOINED =
      MediaDown.newBuilder().setJoined(MediaJoined.getDefaultInstance()).build();

  private final MediaExchange<MediaDown> exchange;
  private final HubMetrics metrics;
  private final Caller caller;
  private final ByteString from;
  private final ServerCallStreamObserver<MediaDown> out;
  private final AtomicInteger due = new AtomicInteger();
  private volatile @Nullable MediaPort<MediaDown> port;
  private volatile boolean completed;
  private volatile boolean over;

  /// Must be made while the handler is first called.
  MediaCall(
      MediaExchange<MediaDown> exchange,
      HubMetrics metrics,
      Caller caller,
      StreamObserver<MediaDown> out) {
    this.exchange = exchange;
    this.metrics = metrics;
    this.caller = caller;
    this.from = Replies.octets(caller.identity().fingerprint().value());
    this.out = (ServerCallStreamObserver<MediaDown>) out;
    this.out.setOnReadyHandler(this::drain);
    this.out.setOnCancelHandler(this::release);
  }

  @Override
  public void onNext(MediaUp message) {
    if (over) {
      return;
    }
    switch (message.getKindCase()) {
      case JOIN -> join(message.getJoin().getGroup());
      case FRAME -> send(message.getFrame());
      case KIND_NOT_SET -> end();
    }
  }

  @Override
  public void onError(Throwable cause) {
    release();
  }

  @Override
  public void onCompleted() {
    release();
    completed = true;
    drain();
  }

  private void join(ByteString group) {
    if (port != null) {
      end();
      return;
    }
    HubGroupId id;
    try {
      id = Wire.group(group);
    } catch (RefusedException _) {
      end();
      return;
    }
    var made =
        new MediaPort<MediaDown>(
            caller.connection().media(() -> exchange.connect(caller.identity().fingerprint())),
            id,
            this::drain);
    port = made;
    exchange.open(made);
    if (out.isCancelled()) {
      release();
    }
  }

  private void send(ByteString frame) {
    var open = port;
    if (open == null) {
      end();
    } else {
      exchange.send(
          open,
          frame.size(),
          () ->
              MediaDown.newBuilder()
                  .setFrame(MediaFrame.newBuilder().setFrom(from).setFrame(frame))
                  .build());
    }
  }

  /// What was sent breaks the protocol.
  private void end() {
    var open = port;
    if (open != null) {
      exchange.end(open, HubRule.MALFORMED_REQUEST);
    } else {
      refuse(HubRule.MALFORMED_REQUEST);
    }
  }

  private void release() {
    var open = port;
    if (open != null) {
      exchange.close(open);
    }
  }

  /// Whoever comes first writes, also for those who come meanwhile. Never throws: it is called by
  /// other members' frames.
  private void drain() {
    if (due.getAndIncrement() != 0) {
      return;
    }
    try {
      int seen;
      do {
        seen = due.get();
        write();
      } while (due.addAndGet(-seen) != 0);
    } catch (RuntimeException _) { // the call is broken; nothing is written to it any more
      metrics.count(Counter.CALLS_FAILED);
      release();
    }
  }

  private void write() {
    var open = port;
    while (!over && open != null && (open.isEnded() || out.isReady())) {
      switch (open.poll()) {
        case null -> {
          complete();
          return;
        }
        case MediaItem.Opened<MediaDown>() -> out.onNext(JOINED);
        case MediaItem.Frame<MediaDown>(var frame, _) -> out.onNext(frame);
        case MediaItem.Ended<MediaDown>(var why) -> refuse(why);
      }
    }
    complete();
  }

  private void complete() {
    if (completed && !over) {
      over = true;
      out.onCompleted();
    }
  }

  private void refuse(HubRule why) {
    over = true;
    if (why == HubRule.MALFORMED_REQUEST || why == HubRule.MESSAGE_TOO_LARGE) {
      caller.connection().strike();
    }
    if (why != HubRule.DRAINING && why != HubRule.SLOW_READER) {
      metrics.count(Counter.CALLS_REFUSED);
    }
    out.onError(Refusals.of(why, why.text()));
  }
}
