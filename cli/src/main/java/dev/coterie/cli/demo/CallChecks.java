package dev.coterie.cli.demo;

import dev.coterie.cli.demo.CallEvidence.Arrived;
import dev.coterie.cli.demo.CallEvidence.Ear;
import dev.coterie.cli.demo.CallEvidence.Heard;
import dev.coterie.cli.demo.CallEvidence.Sent;
import dev.coterie.cli.demo.CallEvidence.Spoken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The promises about the call.
final class CallChecks {
  private static final List<Cast> LISTENERS = List.of(Cast.BOB, Cast.CAROL);
  private static final double RATE = 48_000;

  private CallChecks() {}

  static List<String> sameSound(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<String>();
    for (var who : LISTENERS) {
      var heard = evidence.call().of(who).heard();
      if (heard.isEmpty()) {
        faults.add(who.label() + " heard nothing");
      }
      long before = Long.MIN_VALUE;
      for (Heard frame : heard) {
        if (frame.expected().isEmpty()) {
          faults.add(at(who, "heard what alice did not say", frame.time()));
        } else if (!frame.pcm().equals(frame.expected())) {
          faults.add(at(who, "heard other samples", frame.time()));
        }
        if (frame.time() <= before) {
          faults.add(at(who, "heard out of order", frame.time()));
        }
        before = frame.time();
      }
    }
    return faults;
  }

  static List<String> nothingLost(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<String>();
    for (Spoken frame : evidence.call().spoken()) {
      if (frame.fate().equals(Spoken.NOT_YET)) {
        faults.add(at(Cast.ALICE, "had no key to speak with", frame.time()));
      }
    }
    for (var who : LISTENERS) {
      faults.addAll(lostOf(who, ledger, evidence.call()));
      faults.addAll(epochsUnheard(who, ledger, evidence.call().of(who)));
    }
    return faults;
  }

  /// At real-time pace a listener that is busy misses what comes too late, with or without its key:
  /// it counts by itself for which frames it had none. Where the speaker waits for the slowest
  /// listener nothing may be missing at all, and nobody has to be believed.
  private static List<String> lostOf(Cast who, Ledger ledger, CallEvidence call) {
    Ear ear = call.of(who);
    var faults = new ArrayList<String>();
    if (ear.keyless() != 0) {
      faults.add(
          ear.keyless() < 0
              ? who.label() + " did not come to tell what it had no key for"
              : "%s had no key for %d frames".formatted(who.label(), ear.keyless()));
    }
    if (ledger.call().pace() == Pace.REAL_TIME) {
      return faults;
    }
    Set<Long> heard = ear.heard().stream().map(Heard::time).collect(Collectors.toSet());
    for (Arrived frame : ear.arrived()) {
      if (!heard.contains(frame.time())) {
        String how =
            frame.epoch() == frame.listenersEpoch() ? "" : " in epoch " + frame.listenersEpoch();
        faults.add(at(who, "did not hear a frame of epoch " + frame.epoch() + how, frame.time()));
      }
    }
    // All for bob, for carol all up to the last that she got.
    long last =
        who == Cast.CAROL
            ? ear.arrived().stream().mapToLong(Arrived::time).max().orElse(Long.MIN_VALUE)
            : Long.MAX_VALUE;
    Set<Long> arrived = ear.arrived().stream().map(Arrived::time).collect(Collectors.toSet());
    for (Spoken frame : call.spoken()) {
      if (frame.time() <= last && !arrived.contains(frame.time())) {
        faults.add(at(who, "did not get a frame", frame.time()));
      }
    }
    return faults;
  }

  private static List<String> epochsUnheard(Cast who, Ledger ledger, Ear ear) {
    Set<Long> heard = ear.heard().stream().map(Heard::epoch).collect(Collectors.toSet());
    return ledger.call().epochs().stream()
        .filter(epoch -> who != Cast.CAROL || epoch <= ledger.lastCarolEpoch())
        .filter(epoch -> !heard.contains(epoch))
        .map(epoch -> who.label() + " heard nothing of epoch " + epoch)
        .toList();
  }

  static List<String> removed(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<String>();
    var attempts = evidence.call().carolsAttempts();
    if (attempts.opened() > 0) {
      faults.add("carol opened %d later frames".formatted(attempts.opened()));
    }
    if (attempts.tried() == 0) {
      faults.add("there is no later frame to try");
    }
    if (attempts.own() == 0 || attempts.ownOpened() < attempts.own()) {
      faults.add(
          "the attempt is no proof: it opens %d of the %d frames that carol may hear"
              .formatted(attempts.ownOpened(), attempts.own()));
    }
    Ear ear = evidence.call().of(Cast.CAROL);
    for (Arrived frame : ear.arrived()) {
      if (frame.epoch() > ledger.lastCarolEpoch()) {
        faults.add(at(Cast.CAROL, "got a frame of epoch " + frame.epoch(), frame.time()));
      }
    }
    for (Heard frame : ear.heard()) {
      if (frame.epoch() > ledger.lastCarolEpoch()) {
        faults.add(at(Cast.CAROL, "heard a frame of epoch " + frame.epoch(), frame.time()));
      }
    }
    return faults;
  }

  static List<String> keysOnce(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<String>();
    var seen = new HashSet<Sent>();
    for (Sent frame : evidence.call().sent()) {
      if (!seen.add(frame)) {
        faults.add("key %x, counter %d twice".formatted(frame.keyId(), frame.counter()));
      }
    }
    if (seen.isEmpty()) {
      faults.add("no frame was sent");
    }
    return faults;
  }

  static List<String> hubDeaf(Ledger ledger, Evidence evidence) {
    return evidence.call().hubBytesWithSound();
  }

  private static String at(Cast who, String what, long time) {
    return "%s %s at %.2f s".formatted(who.label(), what, time / RATE);
  }
}
