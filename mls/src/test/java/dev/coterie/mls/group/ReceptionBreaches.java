package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.ApplicationRule;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.ReceptionRule;
import dev.coterie.mls.policy.SecretTreeRule;
import java.util.List;
import java.util.stream.Stream;

/// Messages that are refused before anybody looks at what they say, and sending that is refused.
final class ReceptionBreaches {
  private ReceptionBreaches() {}

  static Stream<Breach> all() {
    return Stream.of(epochs(), envelopes(), sending()).flatMap(one -> one);
  }

  private static Runnable alice(World world, Bytes message) {
    return () -> world.client("alice").group().receive(message, World.NOW);
  }

  private static void keepEarly(World world, int messages, int epochs) {
    var alice = world.client("alice");
    var waiting = GroupSettings.Waiting.RECOMMENDED.early(messages, epochs);
    alice.apply(alice.group().settings(Breach.PUBLIC.waiting(waiting)));
  }

  private static void pass(World world, int epochs) {
    for (int i = 0; i < epochs; i++) {
      world.commit(world.client("bob"), CommitRequest.empty());
    }
  }

  private static Stream<Breach> epochs() {
    return Stream.of(
        Breach.asked(
            ReceptionRule.EPOCH_GONE,
            "text of three epochs ago",
            world -> {
              Bytes text = world.client("bob").say("slow");
              pass(world, 3);
              return alice(world, text);
            }),
        Breach.asked(
            ReceptionRule.EPOCH_GONE,
            "a public handshake of the last epoch",
            world -> {
              Bytes late =
                  new Mallory(world, world.client("carol"))
                      .send(new Proposal.Remove(world.client("bob").leaf()));
              pass(world, 1);
              return alice(world, late);
            }),
        Breach.asked(
            ReceptionRule.EPOCH_AHEAD,
            "a commit after one that we missed, where nothing is kept",
            world -> {
              keepEarly(world, 0, 16);
              var bob = world.client("bob");
              bob.merge(bob.stage(CommitRequest.empty()));
              return alice(world, bob.stage(CommitRequest.empty()).commitMessage());
            }),
        Breach.asked(
            ReceptionRule.EPOCH_AHEAD,
            "text of an epoch that is too far away",
            world -> {
              keepEarly(world, 10, 1);
              var bob = world.client("bob");
              bob.merge(bob.stage(CommitRequest.empty()));
              world.client("alice").receive(bob.say("near"));
              bob.merge(bob.stage(CommitRequest.empty()));
              return alice(world, bob.say("hello?"));
            }),
        Breach.asked(
            ReceptionRule.EPOCH_AHEAD,
            "one more than there is room for",
            world -> {
              keepEarly(world, 1, 1);
              var bob = world.client("bob");
              bob.merge(bob.stage(CommitRequest.empty()));
              world.client("alice").receive(bob.say("one"));
              return alice(world, bob.say("two"));
            }),
        Breach.asked(
            ReceptionRule.EPOCH_AHEAD,
            "tried too early",
            world -> {
              keepEarly(world, 1, 1);
              var bob = world.client("bob");
              var alice = world.client("alice");
              bob.merge(bob.stage(CommitRequest.empty()));
              var early = (Incoming.MessageEarly) alice.receive(bob.say("one"));
              return () -> alice.group().retry(early.reference(), World.NOW);
            }),
        Breach.asked(
            SecretTreeRule.GENERATION_SPENT,
            "text again",
            world -> {
              Bytes text = world.client("bob").say("once");
              world.client("alice").hear(text);
              return alice(world, text);
            }),
        Breach.asked(
            FramingRule.GROUP,
            "text of another group",
            world ->
                alice(
                    world,
                    new World(world.suite, 7, Breach.PUBLIC)
                        .group("bob", "dave")
                        .client("bob")
                        .say("elsewhere"))));
  }

  private static Stream<Breach> envelopes() {
    return Stream.of(
        Breach.asked(
            ReceptionRule.NOT_FOR_MEMBERS,
            "a group info",
            world ->
                alice(
                    world,
                    world.client("bob").group().groupInfo(TreePlacement.INSIDE, world.random))),
        Breach.asked(
            ReceptionRule.ENVELOPE,
            "a public handshake among private ones",
            world -> {
              var alice = world.client("alice");
              alice.apply(alice.group().settings(GroupSettings.recommended()));
              return alice(world, world.client("bob").stage(CommitRequest.empty()).commitMessage());
            }),
        Breach.asked(
            ReceptionRule.ENVELOPE,
            "a private handshake among public ones",
            world -> {
              var bob = world.client("bob");
              bob.apply(bob.group().settings(GroupSettings.recommended()));
              return alice(world, bob.stage(CommitRequest.empty()).commitMessage());
            }),
        Breach.asked(
            ReceptionRule.RESTORED_COPY,
            "a public proposal of ours that we do not know",
            world ->
                alice(
                    world,
                    new Mallory(world, world.client("alice"))
                        .send(new Proposal.Remove(world.client("bob").leaf())))));
  }

  private static Stream<Breach> sending() {
    return Stream.of(
        Breach.asked(
            ApplicationRule.BUDGET_SPENT,
            "one byte too many",
            world -> {
              var alice = world.client("alice");
              alice.apply(alice.group().settings(Breach.PUBLIC.byteBudget(2_048)));
              alice.say("x".repeat(1_000));
              alice.say("");
              return () -> alice.say("x".repeat(300));
            }),
        Breach.asked(
            ApplicationRule.LIMIT_OUT_OF_RANGE,
            "a budget of nothing",
            world -> () -> world.client("alice").group().settings(Breach.PUBLIC.byteBudget(0))),
        Breach.asked(
            ApplicationRule.CLOSED,
            "text to a group that removed us",
            world -> {
              var alice = world.client("alice");
              world.commit(world.client("bob"), CommitRequest.empty().remove(alice.leaf()));
              return () -> alice.say("still here?");
            }),
        Breach.asked(
            ApplicationRule.CLOSED,
            "a commit to a group that we closed",
            world -> {
              var dave = world.client("dave");
              dave.found(List.of());
              dave.group().close();
              return () -> dave.stage(CommitRequest.empty());
            }));
  }
}
