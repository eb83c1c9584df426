package dev.coterie.client.grpc;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.MediaSession;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Live media of a group that outlive their connections. One thread reads, and tells the listener.
final class GrpcMedia implements MediaSession {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(20);

  private final GrpcHubLink link;
  private final HubGroupId group;
  private final Consumer<MediaEvent> listener;
  private final Backoff backoff;
  private final Thread reader;
  private @Nullable MediaStream stream;
  private volatile @Nullable Joined joined;
  private volatile boolean closed;

  private record Joined(MediaStream stream, int frameBytes) {}

  GrpcMedia(GrpcHubLink link, HubGroupId group, Consumer<MediaEvent> listener, Backoff backoff) {
    this.link = link;
    this.group = group;
    this.listener = listener;
    this.backoff = backoff;
    this.reader = Thread.ofVirtual().name("coterie-media").unstarted(this::run);
  }

  void start() {
    reader.start();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public boolean send(Bytes frame) {
    MediaLimits.checkFrame(frame.size());
    var open = joined;
    return open != null && frame.size() <= open.frameBytes() && open.stream().write(frame);
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      joined = null;
      if (stream != null) {
        stream.cancel("closed");
      }
    }
    if (!reader.equals(Thread.currentThread())) {
      reader.interrupt();
    }
  }

  private void run() {
    try {
      while (!closed && !link.isClosed()) {
        var event = once();
        if (closed) {
          return;
        }
        listener.accept(event);
        if (event instanceof MediaEvent.Ended) {
          return;
        }
        backoff.pause(Long.MAX_VALUE / 2 + System.nanoTime());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true; // also when the listener threw
    }
  }

  /// One session on one connection, to its end.
  ///
  /// @return what to tell then
  private MediaEvent once() throws InterruptedException {
    HubChannel channel = null;
    try {
      channel = link.connect(System.nanoTime() + CONNECT_WITHIN.toNanos());
      var limits = channel.limits().media();
      if (!limits.areOffered()) {
        return new MediaEvent.Ended(HubRule.NO_LIVE_MEDIA);
      }
      var made = MediaStream.join(channel, group);
      try {
        return begin(made) ? read(made, limits) : new MediaEvent.Interrupted("closed");
      } finally {
        synchronized (this) {
          joined = null;
          stream = null;
        }
        made.cancel("over");
      }
    } catch (StatusException e) {
      return after(e, channel);
    } catch (CoterieException | IllegalStateException e) {
      return new MediaEvent.Interrupted(String.valueOf(e.getMessage()));
    }
  }

  private synchronized boolean begin(MediaStream made) {
    stream = made;
    return !closed;
  }

  private MediaEvent read(MediaStream made, MediaLimits limits)
      throws StatusException, InterruptedException {
    while (!closed) {
      var event = FromWire.media(made.read()).orElse(null);
      if (event instanceof MediaEvent.Opened) {
        backoff.reset();
        opened(new Joined(made, limits.frameBytes()));
      }
      if (event != null && !closed) {
        listener.accept(event);
      }
    }
    return new MediaEvent.Interrupted("closed");
  }

  private synchronized void opened(Joined now) {
    if (!closed) {
      joined = now;
    }
  }

  private MediaEvent after(StatusException failure, @Nullable HubChannel channel) {
    var rule = Failures.rule(failure);
    if (rule.isEmpty() && failure.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
      return new MediaEvent.Ended(HubRule.NO_LIVE_MEDIA);
    }
    boolean slow = rule.isPresent() && rule.get() == HubRule.SLOW_READER;
    var next = slow ? Failures.Next.WAIT : Failures.next(failure); // the log goes on as it was
    if (next == Failures.Next.GIVE_UP && rule.isPresent()) {
      return new MediaEvent.Ended(rule.get());
    }
    if (next == Failures.Next.RECONNECT && channel != null && !closed) {
      link.drop(channel);
    }
    return new MediaEvent.Interrupted(
        rule.map(Enum::name).orElseGet(() -> failure.getStatus().getCode().name()));
  }
}
