package dev.coterie.hubapi.media;

import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.MediaLimits;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// One session of one connection in one group: where its frames go in, and where those of others
/// wait for it. Thread-safe.
///
/// @param <F> see [MediaItem]
public final class MediaPort<F> {
  private enum State {
    /// The log has not said yet that the owner is on the roster.
    ASKED,
    /// So it has, but the owner was removed since it was asked.
    ASK_AGAIN,
    OPEN,
    ENDED
  }

  /// What an offered frame did.
  enum Offer {
    QUEUED,
    OVERFLOW,
    NOT_OPEN
  }

  private final MediaConnection connection;
  private final HubGroupId group;
  private final Runnable onItem;
  private final Queue<MediaItem<F>> waiting = new ArrayDeque<>();
  private State state = State.ASKED;
  private boolean entered;
  private int octets;
  private long since;

  /// A port that [MediaExchange#open] has not opened yet.
  ///
  /// @param onItem called after each item, by whoever brings it: must not block
  public MediaPort(MediaConnection connection, HubGroupId group, Runnable onItem) {
    this.connection = connection;
    this.group = group;
    this.onItem = onItem;
  }

  /// Whose port this is.
  public Fingerprint owner() {
    return connection.owner();
  }

  /// The group whose media these are.
  public HubGroupId group() {
    return group;
  }

  /// The next item, if there is one.
  public synchronized @Nullable MediaItem<F> poll() {
    var next = waiting.poll();
    if (next instanceof MediaItem.Frame<F> frame) {
      resize(octets - frame.octets());
    }
    return next;
  }

  /// Whether it takes and gives frames now.
  public synchronized boolean isOpen() {
    return state == State.OPEN;
  }

  /// Whether it is over: only the end is waiting then, if that was not polled.
  public synchronized boolean isEnded() {
    return state == State.ENDED;
  }

  MediaConnection connection() {
    return connection;
  }

  synchronized boolean enter() {
    entered = connection.enter();
    return entered;
  }

  synchronized void leave() {
    if (entered) {
      entered = false;
      connection.leave();
    }
  }

  /// The log said that the owner is on the roster.
  ///
  /// @param sequence where the log ended then
  /// @return false if it must be asked again
  boolean opened(long sequence) {
    synchronized (this) {
      if (state == State.ASK_AGAIN) {
        state = State.ASKED;
        return false;
      }
      if (state == State.ENDED) {
        return true;
      }
      state = State.OPEN;
      since = sequence;
      waiting.add(new MediaItem.Opened<>());
    }
    onItem.run();
    return true;
  }

  /// The owner was removed by the record of a sequence.
  ///
  /// @return whether that ends the port here and now
  synchronized boolean removed(long sequence) {
    if (state == State.ASKED) {
      state = State.ASK_AGAIN;
    }
    return state == State.OPEN && sequence > since;
  }

  Offer offer(MediaItem.Frame<F> frame, MediaLimits limits) {
    synchronized (this) {
      if (state != State.OPEN) {
        return Offer.NOT_OPEN;
      }
      int more = octets + frame.octets();
      if (waiting.size() >= limits.queueFrames() || more > limits.queueBytes() || !resize(more)) {
        return Offer.OVERFLOW;
      }
      waiting.add(frame);
    }
    onItem.run();
    return Offer.QUEUED;
  }

  /// Ends it, before anything that waits.
  ///
  /// @return whether it had not ended before
  boolean end(HubRule why) {
    synchronized (this) {
      if (state == State.ENDED) {
        return false;
      }
      state = State.ENDED;
      waiting.clear();
      resize(0);
      waiting.add(new MediaItem.Ended<>(why));
    }
    onItem.run();
    return true;
  }

  /// Ends it without a word: its reader is gone.
  synchronized void close() {
    state = State.ENDED;
    waiting.clear();
    resize(0);
  }

  private boolean resize(int to) {
    boolean fits = connection.budget().move(octets, to);
    if (fits) {
      octets = to;
    }
    return fits;
  }
}
