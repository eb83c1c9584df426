package dev.coterie.gap.jitter;

import dev.coterie.codec.Bytes;
import dev.coterie.gap.jitter.Playout.Packet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// What a network makes of a stream.
final class Traffic {
  /// What happens to one packet.
  ///
  /// @param copies 0 when it is lost
  /// @param delay ticks on the way
  /// @param pause slots of silence before it
  record Fate(int copies, long delay, int pause) {}

  /// A copy of a packet comes in.
  record Arrival(Packet packet, long at) {}

  private Traffic() {}

  /// Of 10 packets one is lost, one doubled, one preceded by a pause.
  static Arbitrary<List<Fate>> fates(int maxDelayMillis) {
    var copies = Arbitraries.of(0, 1, 1, 1, 1, 1, 1, 1, 1, 2);
    var delay =
        Arbitraries.longs().between(0, maxDelayMillis).map(millis -> millis * Ticks.SECOND / 1000);
    var pause = Arbitraries.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 20);
    return Combinators.combine(copies, delay, pause)
        .as(Fate::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(500);
  }

  static Packet packet(long sequence, long timestamp) {
    return new Packet(sequence, timestamp, Bytes.ofUtf8("packet " + sequence));
  }

  /// In the order in which they come.
  static List<Arrival> of(long first, List<Fate> fates) {
    var arrivals = new ArrayList<Arrival>();
    long timestamp = 0;
    for (int i = 0; i < fates.size(); i++) {
      var fate = fates.get(i);
      timestamp += (1 + fate.pause) * Ticks.SLOT;
      for (int copy = 0; copy < fate.copies; copy++) {
        long at = timestamp + fate.delay + copy * 100L;
        arrivals.add(new Arrival(packet(first + i, timestamp), at));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals;
  }
}
