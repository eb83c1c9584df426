package dev.coterie.cli.demo;

import dev.coterie.cli.demo.CallEvidence.Arrived;
import dev.coterie.cli.demo.CallEvidence.Ear;
import dev.coterie.cli.demo.CallEvidence.Heard;
import dev.coterie.cli.demo.CallEvidence.Hearing;
import dev.coterie.cli.demo.CallEvidence.Sent;
import dev.coterie.cli.demo.CallEvidence.Spoken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A call as it should be, to plant faults in: 40 frames, ten in each of the epochs 1 to 4, the
/// last of them without carol.
final class StagedCall {
  static final long LAST_CAROL_EPOCH = 3;

  private static final int FRAMES = 40;
  private static final int FRAME = 960;

  final List<Spoken> spoken = new ArrayList<>();
  final List<Sent> sent = new ArrayList<>();
  final List<Arrived> bobGot = new ArrayList<>();
  final List<Heard> bobHeard = new ArrayList<>();
  final List<Arrived> carolGot = new ArrayList<>();
  final List<Heard> carolHeard = new ArrayList<>();
  Hearing attempts = new Hearing(10, 0, 30, 30);
  long bobsKeyless;
  List<String> hub = List.of();
  Pace pace = Pace.SLOWEST_LISTENER;

  StagedCall() {
    for (int i = 0; i < FRAMES; i++) {
      long epoch = epoch(i);
      spoken.add(new Spoken(time(i), Spoken.SENT));
      sent.add(new Sent(epoch, i % 10));
      // The listener learns of each epoch one frame late.
      bobGot.add(new Arrived(time(i), epoch, epoch(Math.max(0, i - 1))));
      bobHeard.add(heard(i));
      if (epoch <= LAST_CAROL_EPOCH) {
        carolGot.add(new Arrived(time(i), epoch, epoch));
        carolHeard.add(heard(i));
      }
    }
  }

  static long time(int frame) {
    return (long) frame * FRAME;
  }

  private static long epoch(int frame) {
    return 1L + frame / 10;
  }

  static Heard heard(int frame) {
    return new Heard(time(frame), epoch(frame), "pcm " + frame, "pcm " + frame);
  }

  CallEvidence evidence() {
    return new CallEvidence(
        spoken,
        sent,
        Map.of(
            Cast.BOB,
            new Ear(bobGot, bobHeard, bobsKeyless),
            Cast.CAROL,
            new Ear(carolGot, carolHeard, 0)),
        attempts,
        hub);
  }

  Ledger.Call ledger() {
    return new Ledger.Call(List.of(1L, 2L, 3L, 4L), pace);
  }
}
