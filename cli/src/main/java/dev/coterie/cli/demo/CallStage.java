package dev.coterie.cli.demo;

import dev.coterie.cli.demo.MemberHandle.Progress;
import dev.coterie.cli.demo.Plan.Cue;
import dev.coterie.cli.demo.Plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Carries the call out: who may speak on how far, and what changes when. The director's thread
/// runs it; progress comes from the members' threads.
///
/// The speaker goes on while the group changes, but no further than half the way to the next
/// change: so every epoch is spoken in, however fast the machine. At the listeners' pace it also
/// stays within a second of the slowest of them.
final class CallStage {
  private static final int WINDOW = 50;
  private static final long LOOK_MILLIS = 30;
  private static final long PATIENCE_MILLIS = 3_000;

  /// What the director does to the group.
  interface Changes {
    /// Makes a change; everybody who remains is in its epoch afterwards.
    ///
    /// @return the new epoch
    long make(Step.Change change) throws IOException;
  }

  /// @param file WAV
  /// @param frames of 20 ms in it
  record Script(Path file, int frames, Pace pace) {
    private static final double FRAMES_PER_SECOND = 50;

    double seconds() {
      return frames / FRAMES_PER_SECOND;
    }
  }

  private final Step.Call call;
  private final Script script;
  private final Narrator narrator;
  private final Map<Cast, MemberHandle> members = new EnumMap<>(Cast.class);
  private final Map<Cast, Integer> packets = new EnumMap<>(Cast.class);
  private final Strips strips;
  private int spokenFrames;
  private int allowedFrames;
  private int allowedPackets;

  CallStage(Step.Call call, Script script, Map<Cast, MemberHandle> present, Narrator narrator) {
    this.call = call;
    this.script = script;
    this.narrator = narrator;
    this.members.putAll(present);
    var all = new ArrayList<Cast>(List.of(call.speaker()));
    present.keySet().stream().filter(who -> who != call.speaker()).forEach(all::add);
    all.stream().skip(1).forEach(who -> packets.put(who, 0));
    this.strips = new Strips(all, Math.ceilDiv(script.frames(), Level.FRAMES));
  }

  /// Runs it from the first ring to the last who hangs up.
  ///
  /// @param epoch in which it begins
  /// @return the epochs in which was spoken
  List<Long> run(long epoch, Changes changes) throws IOException {
    var epochs = new ArrayList<>(List.of(epoch));
    var joining =
        members.values().stream().map(each -> each.askLater("call", script.pace())).toList();
    var speaker = speaker();
    joining.forEach(each -> speaker.wait("call", each));
    members.values().forEach(each -> each.onProgress(this::progress));
    var end = speaker.askLater("speak", MemberLines.text(script.file().toString()));
    for (int i = 0; i < call.cues().size(); i++) {
      int next = i + 1 < call.cues().size() ? frame(call.cues().get(i + 1)) : script.frames();
      int begins = frame(call.cues().get(i));
      allowTo((begins + next) / 2);
      await(begins, end);
      epochs.add(changes.make(call.cues().get(i).change()));
    }
    allowTo(script.frames());
    await(script.frames(), end);
    int spoken = Integer.parseInt(speaker.wait("speak", end));
    hearOut(spoken);
    members.values().forEach(each -> each.ask("hang-up"));
    show(true);
    return epochs;
  }

  /// Somebody was removed, and hears nothing from now on.
  synchronized void leave(Cast who) {
    members.remove(who);
    packets.remove(who);
    strips.leave(who);
    allow();
  }

  private MemberHandle speaker() {
    var speaker = members.get(call.speaker());
    if (speaker == null) {
      throw new IllegalStateException(call.speaker().label() + " is not in the call");
    }
    return speaker;
  }

  private int frame(Cue cue) {
    return script.frames() * cue.percent() / 100;
  }

  private synchronized void progress(Progress progress) {
    strips.mark(progress.who(), progress.block(), progress.level());
    if (progress.speaks()) {
      spokenFrames = Math.max(spokenFrames, (progress.block() + 1) * Level.FRAMES);
    } else if (packets.containsKey(progress.who())) {
      packets.merge(progress.who(), progress.packets(), Math::max);
      allow();
    }
  }

  private synchronized void allowTo(int frames) {
    allowedFrames = frames;
    allow();
  }

  private void allow() {
    int slowest = packets.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    allowedPackets =
        switch (script.pace()) {
          case REAL_TIME -> Integer.MAX_VALUE;
          case SLOWEST_LISTENER -> Math.max(allowedPackets, slowest + WINDOW);
        };
    try {
      speaker().tell("allow", allowedFrames, allowedPackets);
    } catch (UncheckedIOException _) {
      // The speaker has gone: whoever waits for its answer is told so.
    }
  }

  private synchronized int spoken() {
    return spokenFrames;
  }

  /// Waits until so much is spoken, or all of it.
  private void await(int frames, CompletableFuture<String> end) {
    while (spoken() < frames && !end.isDone()) {
      show(false);
      pause();
    }
  }

  /// Waits for what is still on its way.
  private void hearOut(int spoken) {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (slowest() < spoken - Level.FRAMES && System.nanoTime() < deadline) {
      show(false);
      pause();
    }
    pause();
  }

  private synchronized int slowest() {
    return packets.values().stream().mapToInt(Integer::intValue).min().orElse(0);
  }

  private void show(boolean ended) {
    while (true) {
      var row = next(ended);
      if (row.isEmpty()) {
        return;
      }
      narrator.sounded(row.get().seconds(), row.get().strips());
    }
  }

  private synchronized Optional<Strips.Row> next(boolean ended) {
    return strips.next(ended);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
