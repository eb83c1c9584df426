package dev.coterie.cli.demo;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The order of events: lines to say, and between them the acts that the promises are about. A pure
/// function of the conversation; every act occurs for every conversation, even one of a single
/// line. Carol is removed in the middle of the call.
record Plan(List<Step> steps) {
  sealed interface Step {
    /// One line of the conversation, sent by its speaker.
    ///
    /// @param line its index
    record Say(int line, Cast speaker, String text) implements Step {}

    /// What also happens in the middle of a call.
    sealed interface Change extends Step {}

    record UpdateKeys(Cast who) implements Change {}

    record Remove(Cast who) implements Change {}

    /// Everybody who is there hears one of them speak, and meanwhile the group changes.
    record Call(Cast speaker, List<Cue> cues) implements Step {
      public Call {
        cues = List.copyOf(cues);
      }
    }

    /// SIGKILL, while messages are under way.
    record Kill(Cast who) implements Step {}

    record Restart(Cast who) implements Step {}

    record Add(Cast who) implements Step {}
  }

  /// A change in mid-speech.
  ///
  /// @param percent how much of the speech is spoken when it begins
  record Cue(int percent, Step.Change change) {}

  /// The call: the keys change by one who hears, by one who is about to leave, and by the speaker.
  private static final Step.Call CALL =
      new Step.Call(
          Cast.ALICE,
          List.of(
              new Cue(20, new Step.UpdateKeys(Cast.BOB)),
              new Cue(45, new Step.UpdateKeys(Cast.CAROL)),
              new Cue(70, new Step.Remove(Cast.CAROL))));

  Plan {
    steps = List.copyOf(steps);
  }

  static Plan of(Conversation conversation) {
    int n = conversation.lines().size();
    int updateAt = n / 4;
    int removeAt = between(conversation.lastOf(Cast.CAROL) + 1, updateAt, n - n / 4, n / 2);
    var absence = absence(conversation, removeAt);
    int addAt =
        between(
            conversation.firstOf(Cast.DAVE),
            absence.restartAt(),
            n - 1,
            absence.restartAt() + (n - absence.restartAt()) / 3);
    var steps = new ArrayList<Step>();
    var present = EnumSet.of(Cast.ALICE, Cast.BOB, Cast.CAROL);
    for (int i = 0; i <= n; i++) {
      if (i == updateAt) {
        present.forEach(who -> steps.add(new Step.UpdateKeys(who)));
      }
      if (i == removeAt) {
        steps.add(CALL);
        present.remove(Cast.CAROL);
      }
      if (i == absence.killAt()) {
        steps.add(new Step.Kill(Cast.BOB));
        present.remove(Cast.BOB);
      }
      if (i == absence.restartAt()) {
        steps.add(new Step.Restart(Cast.BOB));
        present.add(Cast.BOB);
      }
      if (i == addAt) {
        steps.add(new Step.Add(Cast.DAVE));
        present.add(Cast.DAVE);
      }
      if (i < n) {
        steps.add(say(conversation, i, present));
      }
    }
    return new Plan(steps);
  }

  private static Step say(Conversation conversation, int i, Set<Cast> present) {
    var line = conversation.lines().get(i);
    var turn = present.stream().skip(i % present.size()).findFirst().orElseThrow();
    return new Step.Say(i, line.speaker().filter(present::contains).orElse(turn), line.text());
  }

  private record Absence(int killAt, int restartAt) {}

  /// Bob is best missed while nobody asks him to speak: in the longest stretch without a line of
  /// his.
  private static Absence absence(Conversation conversation, int from) {
    int n = conversation.lines().size();
    int bestFrom = from;
    int bestTo = from;
    int start = from;
    for (int i = from; i <= n; i++) {
      boolean bobs =
          i == n || conversation.lines().get(i).speaker().filter(Cast.BOB::equals).isPresent();
      if (bobs) {
        if (i - start > bestTo - bestFrom) {
          bestFrom = start;
          bestTo = i;
        }
        start = i + 1;
      }
    }
    int killAt = bestFrom + (bestTo - bestFrom) / 4;
    // The long stretch of a conversation without names would keep him away to its end.
    int restartAt = Math.min(bestTo, killAt + Math.max(1, n / 6));
    return new Absence(Math.min(killAt, n), Math.min(restartAt, n));
  }

  private static int between(int wanted, int low, int high, int otherwise) {
    return wanted >= low && wanted <= high
        ? wanted
        : Math.clamp(otherwise, low, Math.max(low, high));
  }
}
