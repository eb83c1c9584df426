package dev.coterie.sim;

import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Opens every ciphertext of a log with the keys of a member that never speaks, and writes down
/// which message key each one used.
final class Judge {
  /// A message key.
  record Key(Epoch epoch, LeafIndex leaf, long generation) {}

  private final Set<Key> used = new HashSet<>();
  private final List<String> refusals = new ArrayList<>();
  private int texts;

  /// Reads a log from where the member's copied state stands.
  void read(MlsGroup silent, List<LogRecord> log) {
    for (LogRecord record : log) {
      try {
        switch (silent.receive(record.payload(), Instant.now())) {
          case Incoming.Application text -> note(text);
          case Incoming.CommitStaged staged -> silent.merge(staged.commit());
          case Incoming.ProposalHeld _, Incoming.OutsiderProposalHeld _ -> {}
          case Incoming.CommitHeld _ -> refusals.add("a commit lacks proposals");
          case Incoming.MessageEarly _ -> refusals.add("a message of a later epoch");
          case Incoming.OwnMessage _ -> refusals.add("the silent member spoke");
        }
      } catch (RefusedException e) {
        refusals.add(record.sequence() + " " + record.kind() + " " + e.rule().name());
      } catch (MalformedException e) {
        refusals.add(record.sequence() + " " + e.getMessage());
      }
    }
  }

  private void note(Incoming.Application text) {
    texts++;
    Key key = new Key(text.epoch(), text.sender().index(), text.generation());
    if (!used.add(key)) {
      throw new AssertionError("used twice: " + key);
    }
  }

  /// How many texts it opened, each with a key of its own.
  int texts() {
    return texts;
  }

  /// What it could not open, and why.
  List<String> refusals() {
    return refusals;
  }
}
