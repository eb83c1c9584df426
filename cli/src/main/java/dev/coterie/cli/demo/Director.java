package dev.coterie.cli.demo;

import dev.coterie.cli.demo.Ledger.Said;
import dev.coterie.cli.demo.MemberHandle.Saying;
import dev.coterie.cli.demo.Plan.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/// Carries a plan out with real processes, and writes the ledger. Not thread-safe.
final class Director implements AutoCloseable {
  private static final int MAX_UNACKNOWLEDGED = 16;

  private final Scene scene;
  private final Narrator narrator;
  private final long paceMillis;
  private final CallStage.Script script;
  private final Map<Cast, MemberHandle> present = new EnumMap<>(Cast.class);
  private final Map<Cast, String> fingerprints = new EnumMap<>(Cast.class);
  private final List<Pending> pending = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();
  private final HubProcess hub;
  private CompletableFuture<Void> killing = CompletableFuture.completedFuture(null);
  private long lastSequence;
  private long lastCarolEpoch;
  private long firstDaveEpoch;
  private List<Long> callEpochs = List.of();

  private record Pending(int line, Cast speaker, String text, Saying saying) {}

  Director(Scene scene, Narrator narrator, long paceMillis, CallStage.Script script) {
    this.scene = scene;
    this.narrator = narrator;
    this.paceMillis = paceMillis;
    this.script = script;
    this.hub = HubProcess.start(scene.hub());
  }

  /// Runs the whole of it; all processes have ended when it returns.
  Ledger run(Plan plan) throws IOException {
    narrator.act(
        "hub",
        "a hub listens on " + hub.address().replaceFirst("#.*", "") + " (TLS 1.3, loopback)",
        Map.of("address", hub.address()));
    found();
    int lines = (int) plan.steps().stream().filter(Step.Say.class::isInstance).count();
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.Say(int line, Cast speaker, String text) -> {
          narrator.said(line + 1, lines, speaker.label(), text);
          say(line, speaker, text);
        }
        case Step.UpdateKeys(Cast who) -> update(who);
        case Step.Remove(Cast who) -> throw new IllegalStateException(who + " is in no call");
        case Step.Call speech -> call(speech);
        case Step.Kill(Cast who) -> kill(who);
        case Step.Restart(Cast who) -> restart(who);
        case Step.Add(Cast who) -> add(who);
      }
    }
    quiet();
    close();
    return new Ledger(
        said, lastCarolEpoch, firstDaveEpoch, new Ledger.Call(callEpochs, script.pace()));
  }

  private void found() throws IOException {
    for (var who : List.of(Cast.ALICE, Cast.BOB, Cast.CAROL)) {
      start(who);
    }
    introduce(List.of(Cast.ALICE, Cast.BOB, Cast.CAROL));
    var alice = member(Cast.ALICE);
    alice.ask("create", "demo");
    String epoch = alice.ask("invite", Cast.BOB.label(), Cast.CAROL.label());
    member(Cast.BOB).ask("joined");
    member(Cast.CAROL).ask("joined");
    narrator.act(
        "group",
        "alice founds a group and adds bob and carol by their key packages: epoch " + epoch,
        Map.of("epoch", epoch));
  }

  private MemberHandle start(Cast who) throws IOException {
    var handle = MemberHandle.start(who, scene.member(who), hub.address());
    present.put(who, handle);
    return handle;
  }

  /// Everybody pins everybody's fingerprint, as people do when they meet.
  private void introduce(List<Cast> people) {
    for (Cast who : people) {
      fingerprints.put(who, member(who).fingerprint());
    }
    for (Cast who : present.keySet()) {
      for (var other : fingerprints.entrySet()) {
        if (other.getKey() != who) {
          member(who).ask("pin", other.getKey().label(), other.getValue());
        }
      }
    }
  }

  private MemberHandle member(Cast who) {
    var handle = present.get(who);
    if (handle == null) {
      throw new IllegalStateException(who.label() + " is not there");
    }
    return handle;
  }

  private void say(int line, Cast speaker, String text) {
    // Who answers has read what was said before; one who goes on talking does not wait.
    if (!pending.isEmpty() && pending.getLast().speaker() != speaker) {
      settle();
    } else if (pending.size() >= MAX_UNACKNOWLEDGED) {
      settle();
    }
    pending.add(new Pending(line, speaker, text, member(speaker).say(text)));
    pause(paceMillis);
  }

  /// Waits for every acknowledgement that is due, and enters it.
  private void settle() {
    for (Pending each : pending) {
      var handle = member(each.speaker());
      String id = handle.wait("say", each.saying().id());
      lastSequence = Math.max(lastSequence, handle.wait("say", each.saying().acknowledged()));
      said.add(new Said(each.line(), each.speaker(), id, each.text()));
    }
    pending.clear();
  }

  /// Waits until everybody who is there has read what was said.
  private void quiet() {
    settle();
    present.values().forEach(each -> each.ask("reach", lastSequence));
  }

  private long update(Cast who) {
    settle();
    String epoch = member(who).ask("update");
    narrator.act("update", who.label() + " takes new keys: epoch " + epoch, Map.of("epoch", epoch));
    return Long.parseLong(epoch);
  }

  private void call(Step.Call speech) throws IOException {
    quiet();
    long epoch = keep();
    narrator.act(
        "call",
        "%s calls, with %.0f seconds to say to everybody there (Opus in SFrame, epoch %d)"
            .formatted(speech.speaker().label(), script.seconds(), epoch),
        Map.of("epoch", Long.toString(epoch)));
    var stage = new CallStage(speech, script, present, narrator);
    callEpochs =
        stage.run(
            epoch,
            change ->
                switch (change) {
                  case Step.UpdateKeys(Cast who) -> {
                    long next = update(who);
                    present.values().forEach(each -> each.ask("epoch", next));
                    yield keep();
                  }
                  case Step.Remove(Cast who) -> remove(who, stage);
                });
  }

  /// Carol keeps a copy of everything she has while she is a member, and will try it on what
  /// follows.
  private long keep() {
    var carol = member(Cast.CAROL);
    long epoch = Long.parseLong(carol.ask("reach", lastSequence));
    carol.ask("keep", MemberLines.text(scene.kept(epoch).toString()));
    lastCarolEpoch = epoch;
    return epoch;
  }

  private long remove(Cast who, CallStage stage) {
    String epoch = member(Cast.ALICE).ask("remove", who.label());
    var removed = member(who);
    removed.ask("removed");
    removed.ask("hang-up");
    stage.leave(who);
    removed.close();
    present.remove(who);
    narrator.act(
        "remove",
        "alice removes carol, who has kept all her databases and keys: epoch " + epoch,
        Map.of("epoch", epoch));
    present.values().forEach(each -> each.ask("epoch", epoch));
    return Long.parseLong(epoch);
  }

  private void kill(Cast who) {
    if (pending.stream().anyMatch(each -> each.speaker() == who)) {
      settle(); // nobody could say later whether it had been acknowledged
    }
    var victim = member(who);
    present.remove(who);
    long delay = ThreadLocalRandom.current().nextLong(30);
    killing =
        CompletableFuture.runAsync(
            () -> {
              pause(delay);
              victim.kill();
            },
            Thread::startVirtualThread);
    narrator.act("kill", "bob's process is killed with SIGKILL while messages arrive", Map.of());
  }

  private void restart(Cast who) throws IOException {
    killing.join();
    settle();
    start(who).fingerprint();
    member(who).ask("joined");
    String epoch = member(who).ask("reach", lastSequence);
    narrator.act(
        "restart",
        "bob starts again and has read everything: epoch " + epoch,
        Map.of("epoch", epoch));
  }

  private void add(Cast who) throws IOException {
    quiet();
    start(who);
    introduce(List.of(who));
    String epoch = member(Cast.ALICE).ask("invite", who.label());
    firstDaveEpoch = Long.parseLong(epoch);
    member(who).ask("joined");
    narrator.act("add", "alice adds dave: epoch " + epoch, Map.of("epoch", epoch));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Ends all processes, members first.
  @Override
  public void close() {
    present.values().forEach(MemberHandle::close);
    present.clear();
    hub.close();
  }
}
