package dev.coterie.cli.demo;

import dev.coterie.cli.demo.Evidence.Stored;
import dev.coterie.cli.demo.Ledger.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiFunction;

/// What the demonstration promises, each as a test over ledger and databases: the list of faults
/// that were found, empty when the promise is held.
@SuppressWarnings("ImmutableEnumChecker") // the checks are static methods, without state
enum Promise {
  EXACTLY_ONCE(
      "every acknowledged message is there exactly once for every member entitled to it",
      Promise::exactlyOnce),
  UNCHANGED("texts, senders and ids are those of the conversation", Promise::unchanged),
  ONE_ORDER("all members have the same messages in the same order", Promise::oneOrder),
  REMOVED_READS_NOTHING("carol opens nothing of later epochs from the hub's log", Promise::removed),
  ADDED_LATE("dave has nothing from before he was added", Promise::added),
  AUTHENTICATORS("the members of the last epoch agree on its authenticator", Promise::agree),
  KEYS_ONCE("no message key was used twice", Promise::keysOnce),
  HUB_BLIND("the hub's files hold no text of any message", Promise::hubBlind),
  SAME_SOUND(
      "where no frame was missed, bob and carol heard sample for sample what alice's Opus stream"
          + " gives without a network",
      CallChecks::sameSound),
  NOTHING_LOST_TO_KEYS("no frame of the call was lost to a key change", CallChecks::nothingLost),
  REMOVED_HEARS_NOTHING(
      "carol decodes nothing that alice said after her removal", CallChecks::removed),
  MEDIA_KEYS_ONCE("no media key and counter was used twice", CallChecks::keysOnce),
  HUB_KEEPS_NO_SOUND("the hub's files hold nothing of the call", CallChecks::hubDeaf);

  final String text;
  private final BiFunction<Ledger, Evidence, List<String>> check;

  Promise(String text, BiFunction<Ledger, Evidence, List<String>> check) {
    this.text = text;
    this.check = check;
  }

  /// Faults, in words that name member and message; empty when held.
  List<String> faults(Ledger ledger, Evidence evidence) {
    return List.copyOf(check.apply(ledger, evidence));
  }

  private static List<String> exactlyOnce(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<String>();
    // The epoch in which a message was sealed decides who may read it; alice has seen every epoch.
    var epochOf = new HashMap<String, Long>();
    evidence.of(Cast.ALICE).stored().forEach(s -> epochOf.put(s.id(), s.epoch()));
    for (var who : Cast.values()) {
      var count = new HashMap<String, Integer>();
      evidence.of(who).stored().forEach(s -> count.merge(s.id(), 1, Integer::sum));
      for (Said said : ledger.said()) {
        var epoch = epochOf.get(said.id());
        boolean entitled =
            switch (who) {
              case ALICE, BOB -> true;
              case CAROL -> epoch != null && epoch <= ledger.lastCarolEpoch();
              case DAVE -> epoch != null && epoch >= ledger.firstDaveEpoch();
            };
        int times = count.getOrDefault(said.id(), 0);
        if (entitled && times != 1) {
          faults.add("%s has line %d %d times".formatted(who.label(), said.line() + 1, times));
        }
      }
    }
    return faults;
  }

  private static List<String> unchanged(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<String>();
    var saidById = new HashMap<String, Said>();
    for (Said said : ledger.said()) {
      if (saidById.put(said.id(), said) != null) {
        faults.add("id " + said.id() + " was acknowledged twice");
      }
    }
    for (var who : Cast.values()) {
      for (Stored stored : evidence.of(who).stored()) {
        var said = saidById.get(stored.id());
        if (said == null) {
          faults.add(who.label() + " has a message that nobody said: " + stored.id());
        } else if (!said.text().equals(stored.text())
            || !said.speaker().label().equals(stored.sender())) {
          faults.add("%s has line %d changed".formatted(who.label(), said.line() + 1));
        }
      }
    }
    return faults;
  }

  private static List<String> oneOrder(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<String>();
    var all = ids(evidence, Cast.ALICE);
    if (!ids(evidence, Cast.BOB).equals(all)) {
      faults.add("bob's messages are not alice's");
    }
    var carols = ids(evidence, Cast.CAROL);
    if (carols.size() > all.size() || !all.subList(0, carols.size()).equals(carols)) {
      faults.add("carol's messages are not a prefix");
    }
    var daves = ids(evidence, Cast.DAVE);
    if (daves.size() > all.size()
        || !all.subList(all.size() - daves.size(), all.size()).equals(daves)) {
      faults.add("dave's messages are not a suffix");
    }
    for (var who : Cast.values()) {
      long before = Long.MIN_VALUE;
      for (Stored stored : evidence.of(who).stored()) {
        if (stored.sequence() <= before) {
          faults.add(who.label() + " has the log out of order at " + stored.sequence());
        }
        before = stored.sequence();
      }
    }
    return faults;
  }

  private static List<String> ids(Evidence evidence, Cast who) {
    return evidence.of(who).stored().stream().map(Stored::id).toList();
  }

  private static List<String> removed(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<>(evidence.carolsAttempts().opened());
    for (Stored stored : evidence.of(Cast.CAROL).stored()) {
      if (stored.epoch() > ledger.lastCarolEpoch()) {
        faults.add("carol stored a message of epoch " + stored.epoch());
      }
    }
    if (evidence.carolsAttempts().tried() == 0) {
      faults.add("the hub's log holds no later record to try");
    }
    return faults;
  }

  private static List<String> added(Ledger ledger, Evidence evidence) {
    return evidence.of(Cast.DAVE).stored().stream()
        .filter(s -> s.epoch() < ledger.firstDaveEpoch())
        .map(s -> "dave stored a message of epoch " + s.epoch())
        .toList();
  }

  private static List<String> agree(Ledger ledger, Evidence evidence) {
    var faults = new ArrayList<String>();
    var alice = evidence.of(Cast.ALICE);
    for (var who : List.of(Cast.BOB, Cast.DAVE)) {
      var view = evidence.of(who);
      if (view.epoch() != alice.epoch() || !view.authenticator().equals(alice.authenticator())) {
        faults.add("%s is in another epoch %d".formatted(who.label(), view.epoch()));
      }
    }
    return faults;
  }

  private static List<String> keysOnce(Ledger ledger, Evidence evidence) {
    record Key(long epoch, int leaf, long generation) {}
    var faults = new ArrayList<String>();
    for (var who : Cast.values()) {
      var seen = new HashSet<Key>();
      for (Stored s : evidence.of(who).stored()) {
        if (!seen.add(new Key(s.epoch(), s.senderLeaf(), s.generation()))) {
          faults.add(
              "epoch %d, leaf %d, generation %d twice"
                  .formatted(s.epoch(), s.senderLeaf(), s.generation()));
        }
      }
    }
    return faults;
  }

  private static List<String> hubBlind(Ledger ledger, Evidence evidence) {
    return evidence.hubBytesWithText();
  }
}
