package dev.coterie.hub.grpc;

import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.TransportLimits;
import dev.coterie.hub.live.LiveHub;
import dev.coterie.hub.live.LiveQueue;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubproto.v1.ClientEnvelope;
import dev.coterie.hubproto.v1.HubEnvelope;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// A live session: watches come up, events go down as fast as the reader takes them.
final class SessionCall implements StreamObserver<ClientEnvelope> {
  private final LiveHub live;
  private final HubMetrics metrics;
  private final Caller caller;
  private final ServerCallStreamObserver<HubEnvelope> out;
  private final Executor executor;
  private final LiveQueue queue;
  private final AtomicBoolean awake = new AtomicBoolean();
  private boolean over;

  /// Must be made while the handler is first called. The connection has no other session.
  SessionCall(
      LiveHub live,
      TransportLimits limits,
      HubMetrics metrics,
      Caller caller,
      StreamObserver<HubEnvelope> out,
      Executor executor) {
    this.live = live;
    this.metrics = metrics;
    this.caller = caller;
    this.out = (ServerCallStreamObserver<HubEnvelope>) out;
    this.executor = executor;
    this.queue =
        new LiveQueue(
            caller.identity().fingerprint(), limits.liveRecords(), limits.liveBytes(), this::wake);
    this.out.setOnReadyHandler(this::drain);
    this.out.setOnCancelHandler(this::release);
  }

  void begin() {
    live.open(queue);
  }

  @Override
  public void onNext(ClientEnvelope message) {
    try {
      switch (message.getKindCase()) {
        case WATCH -> live.watch(queue, Wire.group(message.getWatch().getGroup()));
        case UNWATCH -> live.unwatch(queue, Wire.group(message.getUnwatch().getGroup()));
        case KIND_NOT_SET -> throw Wire.malformed("an envelope of no known kind");
      }
    } catch (RuntimeException e) {
      release();
      synchronized (this) {
        if (!over) {
          over = true;
          out.onError(Refusals.of(e, metrics));
        }
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    release();
  }

  @Override
  public void onCompleted() {
    release();
    synchronized (this) {
      if (!over) {
        over = true;
        out.onCompleted();
      }
    }
  }

  private void release() {
    live.close(queue);
    caller.connection().endSession();
  }

  /// Called by whoever writes to the log: hands the work to another thread.
  private void wake() {
    if (awake.compareAndSet(false, true)) {
      executor.execute(
          () -> {
            awake.set(false);
            drain();
          });
    }
  }

  private synchronized void drain() {
    while (!over && (out.isReady() || queue.isOverflown())) {
      var event = queue.poll();
      if (event == null) {
        return;
      }
      if (event instanceof LiveEvent.Disconnected(var why)) {
        over = true;
        release();
        if (queue.isOverflown()) {
          out.onError(Refusals.of(HubRule.SLOW_READER, why));
        } else {
          out.onNext(Replies.envelope(event));
          out.onCompleted();
        }
      } else {
        out.onNext(Replies.envelope(event));
      }
    }
  }
}
