package dev.coterie.client;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.gtp.MessageId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A text on its way. It is durable here from the moment this object exists, and is sent until it
/// stands in the group's log, across restarts too.
public final class Delivery {
  private final MessageId id;
  private final CompletableFuture<Long> place;

  Delivery(MessageId id, CompletableFuture<Long> place) {
    this.id = id;
    this.place = place;
  }

  /// The text's id, the same for everybody.
  public MessageId id() {
    return id;
  }

  /// Whether it stands in the group's log.
  public boolean isAcknowledged() {
    return place.isDone() && !place.isCompletedExceptionally();
  }

  /// Waits until the text stands in the group's log: then every member gets it.
  ///
  /// @return its place in the log
  /// @throws UnavailableException if that took longer; it is still being sent
  /// @throws RefusedException if it will not be sent any more
  public long await(Duration patience) {
    return Waiting.on(place, patience, "acknowledgement");
  }

  /// [#await(Duration)] for half a minute.
  public long await() {
    return await(Duration.ofSeconds(30));
  }
}
