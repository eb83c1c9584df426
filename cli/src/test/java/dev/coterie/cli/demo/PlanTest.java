package dev.coterie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.cli.demo.Plan.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<Cast> CAST = List.copyOf(EnumSet.allOf(Cast.class));

  /// Whatever is said by whomever: all acts occur, in their order, and nobody speaks while absent.
  @Property(tries = 500)
  void everyConversation_hasEveryActInOrder(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = -1, max = 3) Integer> speakers) {
    var conversation =
        new Conversation(
            IntStream.range(0, speakers.size())
                .mapToObj(
                    i ->
                        new Conversation.Line(
                            speakers.get(i) < 0
                                ? Optional.empty()
                                : Optional.of(CAST.get(speakers.get(i))),
                            "line " + i))
                .toList());

    var acts = new ArrayList<String>();
    var present = EnumSet.of(Cast.ALICE, Cast.BOB, Cast.CAROL);
    int said = 0;
    for (Step step : Plan.of(conversation).steps()) {
      switch (step) {
        case Step.Say(int line, Cast speaker, String text) -> {
          assertThat(line).isEqualTo(said++);
          assertThat(present).contains(speaker);
          assertThat(text).isEqualTo("line " + line);
        }
        case Step.UpdateKeys(Cast _) -> {
          if (!acts.contains("update")) {
            acts.add("update");
          }
        }
        case Step.Remove(Cast who) -> acts.add("out of the call: " + who.label());
        case Step.Call(Cast speaker, var cues) -> {
          assertThat(present).contains(speaker);
          assertThat(cues).extracting(Plan.Cue::percent).isSorted().allMatch(p -> 0 < p && p < 100);
          for (var cue : cues) {
            switch (cue.change()) {
              case Step.UpdateKeys(Cast who) -> {
                assertThat(present).contains(who);
                acts.add("update in the call");
              }
              case Step.Remove(Cast who) -> {
                acts.add("remove " + who.label());
                present.remove(who);
              }
            }
          }
        }
        case Step.Kill(Cast who) -> {
          acts.add("kill " + who.label());
          present.remove(who);
        }
        case Step.Restart(Cast who) -> {
          acts.add("restart " + who.label());
          present.add(who);
        }
        case Step.Add(Cast who) -> {
          acts.add("add " + who.label());
          present.add(who);
        }
      }
    }
    assertThat(said).isEqualTo(speakers.size());
    assertThat(acts)
        .containsExactly(
            "update",
            "update in the call",
            "update in the call",
            "remove carol",
            "kill bob",
            "restart bob",
            "add dave");
  }

  @Test
  void ownConversation_keepsItsRoles() throws IOException {
    try (var in = Conversation.class.getResourceAsStream("conversation.txt")) {
      assertThat(in).isNotNull();
      var conversation = Conversation.parse(in.readAllBytes());
      for (Step step : Plan.of(conversation).steps()) {
        if (step instanceof Step.Say(int line, Cast speaker, String _)) {
          assertThat(conversation.lines().get(line).speaker()).contains(speaker);
        }
      }
    }
  }
}
