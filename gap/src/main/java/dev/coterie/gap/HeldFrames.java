package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Frames of epochs that are not known yet, in the order in which they came: whoever processed a
/// commit first speaks first. Bounded in number, octets and time, and per connection, so that one
/// member cannot take the room of the others.
final class HeldFrames {
  /// How much is held.
  ///
  /// @param frames of all connections
  /// @param octets of all connections
  /// @param patience how long a commit may take that others had before us
  record Limits(int frames, int octets, Duration patience) {
    static final Limits USUAL = new Limits(1024, 1 << 20, Duration.ofSeconds(10));
  }

  /// One connection gets a quarter of the room.
  private static final int SHARE = 4;

  /// @param from whose connection it came from
  /// @param arrived when
  record Held(Bytes from, Bytes frame, Instant arrived) {}

  private record Load(int frames, int octets) {
    Load plus(int moreFrames, int moreOctets) {
      return new Load(frames + moreFrames, octets + moreOctets);
    }

    boolean fits(int maxFrames, int maxOctets) {
      return frames <= maxFrames && octets <= maxOctets;
    }
  }

  private static final Load NOTHING = new Load(0, 0);

  private final Deque<Held> frames = new ArrayDeque<>();
  private final Map<Bytes, Load> loads = new HashMap<>();
  private final Limits limits;
  private Load all = NOTHING;

  HeldFrames(Limits limits) {
    this.limits = limits;
  }

  /// Whether a frame has waited long enough.
  boolean isOverdue(Held held, Instant now) {
    return !now.isBefore(until(held));
  }

  private Instant until(Held held) {
    return held.arrived().plus(limits.patience());
  }

  int size() {
    return frames.size();
  }

  /// Keeps a frame, if there is room.
  boolean keep(Held held) {
    int octets = held.frame().size();
    var own = loads.getOrDefault(held.from(), NOTHING).plus(1, octets);
    var total = all.plus(1, octets);
    if (!own.fits(limits.frames() / SHARE, limits.octets() / SHARE)
        || !total.fits(limits.frames(), limits.octets())) {
      return false;
    }
    all = total;
    loads.put(held.from(), own);
    frames.add(held);
    return true;
  }

  /// Takes all frames out.
  List<Held> takeAll() {
    var taken = List.copyOf(frames);
    clear();
    return taken;
  }

  /// Takes those out that waited long enough.
  List<Held> takeOverdue(Instant now) {
    var overdue = new ArrayList<Held>();
    var first = frames.peek();
    while (first != null && isOverdue(first, now)) {
      overdue.add(first);
      frames.remove();
      int octets = first.frame().size();
      all = all.plus(-1, -octets);
      loads.computeIfPresent(
          first.from(), (_, load) -> load.frames() == 1 ? null : load.plus(-1, -octets));
      first = frames.peek();
    }
    return overdue;
  }

  /// When the first of them is given up.
  Optional<Instant> wakeAt() {
    return Optional.ofNullable(frames.peek()).map(this::until);
  }

  void clear() {
    frames.clear();
    loads.clear();
    all = NOTHING;
  }
}
