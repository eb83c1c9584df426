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
  static final int MAX_FRAMES = 1024;
  static final int MAX_OCTETS = 1 << 20;

  /// Frames, and octets, of one connection: a quarter.
  static final int SHARE = 4;

  /// How long a commit may take that others had before us.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /// @param from whose connection it came from
  /// @param until when it is given up
  record Held(Bytes from, Bytes frame, Instant until) {}

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
  private Load all = NOTHING;

  int size() {
    return frames.size();
  }

  /// Keeps a frame, if there is room.
  boolean keep(Held held) {
    int octets = held.frame().size();
    var own = loads.getOrDefault(held.from(), NOTHING).plus(1, octets);
    var total = all.plus(1, octets);
    if (!own.fits(MAX_FRAMES / SHARE, MAX_OCTETS / SHARE) || !total.fits(MAX_FRAMES, MAX_OCTETS)) {
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
    for (var held = frames.peek(); held != null && !now.isBefore(held.until()); ) {
      overdue.add(held);
      frames.remove();
      int octets = held.frame().size();
      all = all.plus(-1, -octets);
      loads.computeIfPresent(
          held.from(), (_, load) -> load.frames() == 1 ? null : load.plus(-1, -octets));
      held = frames.peek();
    }
    return overdue;
  }

  /// When the first of them is given up.
  Optional<Instant> wakeAt() {
    return Optional.ofNullable(frames.peek()).map(Held::until);
  }

  void clear() {
    frames.clear();
    loads.clear();
    all = NOTHING;
  }
}
