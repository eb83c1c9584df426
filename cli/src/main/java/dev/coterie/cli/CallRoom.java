package dev.coterie.cli;

import dev.coterie.client.Group;
import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallEnd;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.call.CallState;
import dev.coterie.client.call.CallStatistics;
import dev.coterie.media.PcmSink;
import dev.coterie.media.PcmSource;
import dev.coterie.media.call.Listener;
import dev.coterie.media.call.Pace;
import dev.coterie.media.call.Talker;
import dev.coterie.media.opus.OpusCodec;
import dev.coterie.media.opus.OpusSettings;
import dev.coterie.media.wav.WavSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One call, from ringing up to the last word.
final class CallRoom {
  /// How it goes, and with what.
  ///
  /// @param source what to say; nothing to say if empty
  /// @param sink where to play; nowhere if empty and nothing is kept
  /// @param folder where to keep what is heard, instead of playing it
  record Plan(
      OpusCodec codec,
      Optional<PcmSource> source,
      Optional<PcmSink> sink,
      Optional<Path> folder,
      End end,
      boolean muted) {}

  /// When it ends, if nobody ends it before.
  sealed interface End {
    /// After a time.
    record After(Duration time) implements End {}

    /// When all is said.
    record WithSpeech() implements End {}

    /// Not by itself.
    record ByHand() implements End {}
  }

  private static final Duration TICK = Duration.ofMillis(100);
  private static final int TICKS_PER_REPORT = 10;

  /// What was said last is still on its way.
  private static final Duration LINGER = Duration.ofMillis(400);

  private final Session session;
  private final Plan plan;
  private final CallScreen screen;
  private final CallLines lines;
  private final Call call;
  private Optional<Talker> talker = Optional.empty();

  CallRoom(Session session, Group group, Plan plan, CallScreen screen, Console console) {
    this.session = session;
    this.plan = plan;
    this.screen = screen;
    this.call = group.call(plan.folder().isPresent() ? CallSettings.RECORD : CallSettings.LIVE);
    this.lines = new CallLines(session, group, screen, console);
    call.mute(plan.muted());
  }

  ExitCode run(CountDownLatch stop) throws IOException, InterruptedException {
    Listener listener = null;
    CallStatistics last;
    try {
      if (!isReady(stop)) {
        return ExitCode.DONE;
      }
      lines.begun(call, plan);
      listener = listener();
      talker = plan.source().map(this::talk);
      last = converse(stop, listener);
    } finally {
      talker.ifPresent(Talker::close);
      call.close();
      if (listener != null) {
        listener.close(); // after the call, which leaves it what was heard before its end
      }
    }
    return over(last, listener);
  }

  /// Waits until others can hear us.
  private boolean isReady(CountDownLatch stop) throws InterruptedException {
    long until = System.nanoTime() + session.patience().toNanos();
    while (!call.awaitReady(TICK)) {
      if (stop.await(0, TimeUnit.SECONDS)) {
        return false;
      }
      if (call.isEnded() || System.nanoTime() > until) {
        throw new Stop(
            Stop.Reason.NO_CALL,
            "the call did not begin: " + CallLines.words(call.state()),
            "see whether the hub is there (coterie members), and try again");
      }
    }
    return true;
  }

  private Listener listener() {
    if (plan.folder().isPresent()) {
      return Listener.recording(call::play, plan.folder().get(), plan.codec());
    }
    return plan.sink()
        .map(sink -> Listener.playing(call::play, sink, plan.codec(), Pace.unhurried()))
        .orElseGet(
            () -> Listener.playing(call::play, new Nowhere(), plan.codec(), Pace.realTime()));
  }

  private Talker talk(PcmSource source) {
    Pace pace = source instanceof WavSource ? Pace.realTime() : Pace.unhurried();
    return Talker.start(call::speak, source, plan.codec(), OpusSettings.VOICE, pace);
  }

  private CallStatistics converse(CountDownLatch stop, Listener listener)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    CallStatistics statistics = call.statistics();
    for (int tick = 0; !isOver(begun, listener); tick++) {
      if (stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS) || obey()) {
        break;
      }
      if (!call.isEnded()) {
        statistics = call.statistics();
      }
      lines.tell(call, statistics, listener, tick % TICKS_PER_REPORT == 0);
    }
    return statistics;
  }

  private boolean isOver(long begun, Listener listener) throws InterruptedException {
    if (call.isEnded() || listener.failure().isPresent()) {
      return true;
    }
    boolean said = talker.isPresent() && talker.get().isEnded();
    if (said && talker.get().failure().isPresent()) {
      return true;
    }
    return switch (plan.end()) {
      case End.After(var time) -> System.nanoTime() - begun >= time.toNanos();
      case End.WithSpeech _ -> {
        if (said) {
          Thread.sleep(LINGER);
        }
        yield said;
      }
      case End.ByHand _ -> false;
    };
  }

  /// Returns whether to end.
  private boolean obey() throws IOException {
    for (var key = screen.key(); key.isPresent(); key = screen.key()) {
      switch (key.get()) {
        case 'm', 'M' -> call.mute(!call.isMuted());
        case 'q', 'Q', '\u0003', '\u0004' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private ExitCode over(CallStatistics last, Listener listener) {
    lines.ended(call.state(), last, listener);
    listener.failure().ifPresent(CallRoom::rethrow);
    talker.flatMap(Talker::failure).ifPresent(CallRoom::rethrow);
    if (call.state() instanceof CallState.Ended(var why) && why != CallEnd.CLOSED) {
      throw new Stop(
          Stop.Reason.CALL_ENDED,
          "the call is over: " + CallLines.words(why),
          "coterie listen tells what happened in the group");
    }
    return ExitCode.DONE;
  }

  private static void rethrow(RuntimeException failure) {
    throw failure;
  }

  /// Takes all sound and plays none.
  private static final class Nowhere implements PcmSink {
    @Override
    public int channels() {
      return 1;
    }

    @Override
    public void write(short[] samples) {}

    @Override
    public void close() {}
  }
}
