package dev.coterie.gap;

import dev.coterie.gap.SimulatedMember.Arrival;
import dev.coterie.gap.SimulatedMember.Entry;
import java.util.HashSet;
import java.util.Set;

/// Says which frames a member has to open, from its diary alone: those that the network delivered
/// while their epoch was readable, or at most 10 s before it was entered, and whose sender was
/// still a member then.
final class Oracle {
  private static final long SECOND = 1_000_000;

  private record Frame(SimulatedMember from, long sequence) {}

  private Oracle() {}

  /// How many different frames a member has to open.
  static long openable(SimulatedMember member) {
    return open(member).size();
  }

  /// How many of them are of one member.
  static long openable(SimulatedMember member, SimulatedMember from) {
    return open(member).stream().filter(frame -> frame.from() == from).count();
  }

  private static Set<Frame> open(SimulatedMember member) {
    Set<Frame> open = new HashSet<>();
    for (var arrival : member.arrivals) {
      if (isOpenable(member, arrival)) {
        open.add(new Frame(arrival.from(), arrival.sequence()));
      }
    }
    return open;
  }

  private static boolean isOpenable(SimulatedMember member, Arrival arrival) {
    long entered = Long.MAX_VALUE;
    long ends = Long.MAX_VALUE;
    for (var entry : member.entries) {
      if (entry.epoch() == arrival.epoch()) {
        entered = entry.at();
      } else if (entry.epoch() > arrival.epoch()) {
        long overlap = entry.removes() ? SECOND : 10 * SECOND;
        ends = Math.min(ends, entry.at() + overlap);
      }
    }
    if (entered == Long.MAX_VALUE || arrival.at() + 10 * SECOND <= entered) {
      return false;
    }
    long heard = Math.max(arrival.at(), entered);
    return heard < ends && isMember(member, arrival, heard);
  }

  /// Whether the sender is one in the epoch that the member is in at a moment. Who was removed is
  /// `gone` from some epoch on.
  private static boolean isMember(SimulatedMember member, Arrival arrival, long at) {
    long now = arrival.epoch();
    for (Entry entry : member.entries) {
      if (entry.at() <= at) {
        now = entry.epoch();
      }
    }
    return now < arrival.from().world.removedIn(arrival.from());
  }
}
