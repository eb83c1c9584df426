package dev.coterie.gap;

import dev.coterie.gap.jitter.JitterBuffer;
import dev.coterie.gap.jitter.JitterStatistics;
import dev.coterie.gap.jitter.LiveBuffer;
import dev.coterie.gap.jitter.Placed;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.gap.jitter.RecordBuffer;
import dev.coterie.gap.jitter.Ticks;
import dev.coterie.gbp.MemberKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The jitter buffers of all sources of a call. Bounded in all, and per member, so that one member
/// cannot take the room of the others.
final class Voices {
  static final int MAX_SOURCES = 256;
  static final int MAX_OF_MEMBER = 8;

  /// A source of which nothing came for so long is no longer active, and makes room for others.
  private static final long IDLE = 10 * Ticks.SECOND;

  private static final class Voice {
    private final JitterBuffer buffer;
    private long lastHeard;

    private Voice(JitterBuffer buffer) {
      this.buffer = buffer;
    }

    private boolean isIdle(long now) {
      return buffer.isIdle() && now - lastHeard >= IDLE;
    }
  }

  private final CallMode mode;
  private final Map<CallSource, Voice> voices = new LinkedHashMap<>();

  Voices(CallMode mode) {
    this.mode = mode;
  }

  /// Takes a packet; nothing if there are too many sources.
  Optional<Placed> put(CallSource source, Playout.Packet packet, long arrival) {
    var voice = voices.get(source);
    if (voice == null) {
      voice = open(source, arrival);
    }
    if (voice == null) {
      return Optional.empty();
    }
    voice.lastHeard = arrival;
    return Optional.of(voice.buffer.put(packet, arrival));
  }

  private @Nullable Voice open(CallSource source, long now) {
    long own = voices.keySet().stream().filter(sameMember(source)).count();
    if ((own >= MAX_OF_MEMBER && !dropIdle(sameMember(source), now))
        || (voices.size() >= MAX_SOURCES && !dropIdle(_ -> true, now))) {
      return null;
    }
    var voice =
        new Voice(
            switch (mode) {
              case LIVE -> new LiveBuffer();
              case RECORD -> new RecordBuffer();
            });
    voices.put(source, voice);
    return voice;
  }

  private static Predicate<CallSource> sameMember(CallSource source) {
    return other -> other.member().equals(source.member());
  }

  private boolean dropIdle(Predicate<CallSource> which, long now) {
    for (var entries = voices.entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      if (which.test(entry.getKey()) && entry.getValue().isIdle(now)) {
        entries.remove();
        return true;
      }
    }
    return false;
  }

  /// What to play now, source by source.
  List<Heard> play(long now) {
    var heard = new ArrayList<Heard>(voices.size());
    voices.forEach(
        (source, voice) -> {
          if (!voice.isIdle(now)) {
            voice.buffer.play(now, playout -> heard.add(new Heard(source, playout)));
          }
        });
    return heard;
  }

  /// Silences at once who is not among those.
  void keepOnly(Predicate<MemberKey> here) {
    voices.keySet().removeIf(source -> !here.test(source.member()));
  }

  long wakeAt() {
    return voices.values().stream().mapToLong(v -> v.buffer.wakeAt()).min().orElse(Long.MAX_VALUE);
  }

  Map<CallSource, JitterStatistics> statistics() {
    return voices.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().buffer.statistics()));
  }

  void clear() {
    voices.clear();
  }
}
