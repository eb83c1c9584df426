package dev.coterie.client.grpc;

import dev.coterie.codec.CoterieException;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink.LiveSession;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubproto.v1.ClientEnvelope;
import dev.coterie.hubproto.v1.HubEnvelope;
import dev.coterie.hubproto.v1.HubGrpc;
import io.grpc.CallOptions;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A live session that outlives its connections. One thread reads, and tells the listener; the next
/// event is asked for once the listener is done with the last.
final class GrpcSession implements LiveSession {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(20);

  private final GrpcHubLink link;
  private final Consumer<LiveEvent> listener;
  private final Backoff backoff;
  private final Thread reader;
  private final Set<HubGroupId> watched = new LinkedHashSet<>();
  private @Nullable BlockingClientCall<ClientEnvelope, HubEnvelope> call;
  private volatile boolean closed;

  GrpcSession(GrpcHubLink link, Consumer<LiveEvent> listener, Backoff backoff) {
    this.link = link;
    this.listener = listener;
    this.backoff = backoff;
    this.reader = Thread.ofVirtual().name("coterie-live").unstarted(this::run);
  }

  void start() {
    reader.start();
  }

  boolean isOpen() {
    return !closed;
  }

  @Override
  public synchronized void watch(HubGroupId group) {
    if (watched.add(group)) {
      write(ToWire.watch(group));
    }
  }

  @Override
  public synchronized void unwatch(HubGroupId group) {
    if (watched.remove(group)) {
      write(ToWire.unwatch(group));
    }
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      if (call != null) {
        call.cancel("closed", null);
      }
    }
    reader.interrupt();
  }

  private void run() {
    try {
      while (!closed && !link.isClosed()) {
        var why = once();
        if (!closed) {
          listener.accept(new LiveEvent.Disconnected(why));
          backoff.pause(Long.MAX_VALUE / 2 + System.nanoTime());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true; // also when the listener threw
    }
  }

  /// One session on one connection, to its end.
  ///
  /// @return why it ended
  private String once() throws InterruptedException {
    HubChannel channel = null;
    try {
      channel = link.connect(System.nanoTime() + CONNECT_WITHIN.toNanos());
      var made =
          ClientCalls.blockingBidiStreamingCall(
              channel.channel(), HubGrpc.getSessionMethod(), CallOptions.DEFAULT);
      try {
        return read(made);
      } finally {
        synchronized (this) {
          call = null;
        }
        made.cancel("over", null);
      }
    } catch (StatusException e) {
      if (channel != null && !closed && Failures.next(e) == Failures.Next.RECONNECT) {
        link.drop(channel);
      }
      return Failures.rule(e).map(Enum::name).orElseGet(() -> e.getStatus().getCode().name());
    } catch (CoterieException | IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String read(BlockingClientCall<ClientEnvelope, HubEnvelope> made)
      throws StatusException, InterruptedException {
    for (var envelope = made.read(); envelope != null && !closed; envelope = made.read()) {
      var event = FromWire.event(envelope).orElse(null);
      switch (event) {
        case null -> {}
        case LiveEvent.Connected connected -> {
          resume(made);
          backoff.reset();
          listener.accept(connected);
        }
        case LiveEvent.Disconnected(var why) -> {
          return why;
        }
        case LiveEvent.Ended ended -> {
          synchronized (this) {
            watched.remove(ended.group());
          }
          listener.accept(ended);
        }
        case LiveEvent other -> listener.accept(other);
      }
    }
    return "the hub ended the session";
  }

  /// From here on, watches go to this call; those from before go now.
  private synchronized void resume(BlockingClientCall<ClientEnvelope, HubEnvelope> made)
      throws StatusException, InterruptedException {
    call = made;
    for (var group : watched) {
      made.write(ToWire.watch(group));
    }
  }

  private void write(ClientEnvelope envelope) {
    var open = call;
    if (open == null) {
      return; // sent with all others once there is a connection
    }
    try {
      open.write(envelope);
    } catch (StatusException | IllegalStateException _) {
      // the reader sees the same, and makes a new session
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
