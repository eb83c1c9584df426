package dev.coterie.client.call;

import dev.coterie.client.event.Person;
import dev.coterie.client.group.MediaTurn;
import dev.coterie.codec.Bytes;
import dev.coterie.gap.CallEpoch;
import dev.coterie.gap.CallMode;
import dev.coterie.gap.CallReservation;
import dev.coterie.gap.CallSession;
import dev.coterie.gap.CallSource;
import dev.coterie.gbp.MemberKey;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call behind one lock, under which nothing is read, written or waited for. Its callers: who
/// speaks, who plays, the link that brings frames, the group that brings keys, the call's thread.
final class CallEngine {
  /// The hub ends the media of who was removed; the log says so too, a moment later.
  private static final Duration WORD_OF_THE_LOG = Duration.ofSeconds(10);

  /// How many packets may go out before somebody looks whether more has to be reserved: far fewer
  /// than are left then.
  private static final int LOOK_EVERY = 1_024;

  private static final long IDLE_MS = 60_000;

  /// A recording is overdue when nobody asks for it: that is for them to do.
  private static final long OVERDUE_MS = 250;

  /// Longer than any packet of a recording is waited for.
  private static final Duration THE_END = Duration.ofMinutes(5);

  private final CallSettings settings;
  private final CallHost host;
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition news = turn.newCondition();
  private final StateBoard board = new StateBoard(turn);
  private final CallSession session;
  private final CallCounts counts = new CallCounts();
  private final List<Heard> rest = new ArrayList<>();

  private People people = People.NOBODY;
  private @Nullable Instant refusedByHub;
  private boolean keyed;
  private boolean armed;
  private boolean connected;
  private boolean look;
  private volatile boolean muted;
  private volatile @Nullable MediaSession media;
  private volatile @Nullable Consumer<MediaEvent.Frame> tap;

  CallEngine(
      CallSettings settings,
      CallControl.Place place,
      Collection<CallReservation> stored,
      CallHost host) {
    this.settings = settings;
    this.host = host;
    this.session =
        CallSession.create(settings.mode(), place.suite(), MemberKey.of(place.self()), stored);
    session.open(settings.channel());
  }

  /// What the call's thread has to do next.
  ///
  /// @param goesOn whether the call is not over
  /// @param open whether the way to the hub is wanted
  /// @param due what has to be made durable
  record Work(boolean goesOn, boolean open, List<CallReservation> due) {}

  /// Waits for work.
  Work work() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      while (true) {
        look = false;
        Work now = workNow();
        if (!now.goesOn() || now.open() || !now.due().isEmpty()) {
          return now;
        }
        long wait = waitMillis(host.now());
        while (!look && wait > 0) {
          wait = TimeUnit.NANOSECONDS.toMillis(news.awaitNanos(wait * 1_000_000));
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /// What there is to do at this moment.
  Work workNow() {
    turn.lock();
    try {
      pass(host.now());
      boolean goesOn = !board.isOver();
      boolean open = goesOn && keyed && media == null;
      return new Work(goesOn, open, goesOn && keyed ? session.due() : List.of());
    } finally {
      turn.unlock();
    }
  }

  private void pass(Instant now) {
    if (board.isOver()) {
      return;
    }
    session.tick(now);
    var since = refusedByHub;
    if (since != null && !now.isBefore(since.plus(WORD_OF_THE_LOG))) {
      over(CallEnd.ACCESS_LOST);
    }
  }

  private long waitMillis(Instant now) {
    Instant wake = session.wakeAt().orElse(now.plusMillis(IDLE_MS));
    var since = refusedByHub;
    if (since != null && since.plus(WORD_OF_THE_LOG).isBefore(wake)) {
      wake = since.plus(WORD_OF_THE_LOG);
    }
    return wake.isAfter(now)
        ? Math.min(Duration.between(now, wake).toMillis() + 1, IDLE_MS)
        : OVERDUE_MS;
  }

  private void look() {
    look = true;
    news.signal();
  }

  void opened(MediaSession opened) {
    media = opened;
  }

  void stored(List<CallReservation> reservations) {
    turn.lock();
    try {
      if (!board.isOver()) {
        reservations.forEach(session::confirm);
        armed = true;
        settle();
      }
    } finally {
      turn.unlock();
    }
  }

  void enter(MediaTurn next) {
    turn.lock();
    try (next) {
      if (board.isOver() || (keyed && counts.epoch() >= next.epoch().value())) {
        return;
      }
      var fresh = new People(next.members());
      var epoch = new CallEpoch(next.epoch(), next.leafCount(), next.begun(), fresh);
      var before = session.statistics();
      session.enter(epoch, next.baseKey(), host.now());
      counts.gone(before, session.statistics());
      next.reserved().ifPresent(this::confirmIfDue);
      people = fresh;
      counts.entered(next.epoch().value());
      keyed = true;
      look();
      settle();
    } finally {
      turn.unlock();
    }
  }

  private void confirmIfDue(CallReservation reserved) {
    if (session.due().contains(reserved)) {
      session.confirm(reserved);
    }
  }

  /// What the link tells.
  void told(MediaEvent event) {
    switch (event) {
      case MediaEvent.Frame frame -> hear(frame);
      case MediaEvent.Opened _ -> connection(true, new CallState.Joining());
      case MediaEvent.Interrupted(var why) -> connection(false, new CallState.Interrupted(why));
      case MediaEvent.Ended(var why) -> refused(why);
    }
  }

  private void hear(MediaEvent.Frame frame) {
    var watching = tap;
    if (watching != null) {
      watching.accept(frame);
    }
    turn.lock();
    try {
      if (!board.isOver()) {
        session.hear(host.now(), frame.from().value(), frame.frame());
      }
    } finally {
      turn.unlock();
    }
  }

  private void connection(boolean open, CallState otherwise) {
    turn.lock();
    try {
      connected = open;
      board.become(otherwise);
      settle();
    } finally {
      turn.unlock();
    }
  }

  private void refused(HubRule why) {
    turn.lock();
    try {
      connected = false;
      if (why == HubRule.NOT_ON_ROSTER) {
        refusedByHub = host.now();
        board.become(new CallState.Interrupted("the hub says that we are no member"));
        look();
      } else {
        over(CallEnd.REFUSED_BY_HUB);
      }
    } finally {
      turn.unlock();
    }
  }

  Spoken speak(long timestamp, Bytes opus) {
    if (muted) {
      counts.withheld();
      return board.isOver() ? Spoken.ENDED : Spoken.MUTED;
    }
    var way = media;
    Bytes frame;
    turn.lock();
    try {
      if (board.isOver()) {
        return Spoken.ENDED;
      }
      if (!connected || way == null) {
        counts.withheld();
        return Spoken.NOT_YET;
      }
      switch (session.speak(settings.channel(), timestamp, opus)) {
        case dev.coterie.gap.Spoken.Frame(var sealed, var sequence) -> {
          frame = sealed;
          if (sequence % LOOK_EVERY == 0) {
            look();
          }
        }
        case dev.coterie.gap.Spoken.Withheld _ -> {
          counts.withheld();
          look();
          return Spoken.NOT_YET;
        }
      }
    } finally {
      turn.unlock();
    }
    boolean sent = way.send(frame);
    counts.sent(sent);
    return sent ? Spoken.SENT : Spoken.CONGESTED;
  }

  List<Heard> play() {
    turn.lock();
    try {
      if (board.isOver()) {
        var left = List.copyOf(rest);
        rest.clear();
        return left;
      }
      return played(host.now());
    } finally {
      turn.unlock();
    }
  }

  private List<Heard> played(Instant now) {
    var heard = new ArrayList<Heard>();
    for (var each : session.play(now)) {
      Speaker speaker = speaker(each.source());
      if (speaker != null) {
        heard.add(new Heard(speaker, each.playout()));
      }
    }
    return heard;
  }

  private @Nullable Speaker speaker(CallSource source) {
    Person person = people.person(source.member()).orElse(null);
    return person == null
        ? null
        : new Speaker(person, host.nameOf(person), source.member(), source.channel());
  }

  CallStatistics statistics() {
    turn.lock();
    try {
      return counts.with(session.statistics(), this::speaker);
    } finally {
      turn.unlock();
    }
  }

  void mute(boolean on) {
    muted = on;
  }

  boolean isMuted() {
    return muted;
  }

  void tap(Consumer<MediaEvent.Frame> watching) {
    tap = watching;
  }

  StateBoard board() {
    return board;
  }

  void end(CallEnd why) {
    turn.lock();
    try {
      over(why);
    } finally {
      turn.unlock();
    }
  }

  /// The keys go. Of a recording, what was heard before the end stays to be asked for.
  private void over(CallEnd why) {
    if (!board.isOver()) {
      if (settings.mode() == CallMode.RECORD) {
        rest.addAll(played(host.now().plus(THE_END)));
      }
      var before = session.statistics();
      session.close();
      counts.gone(before, session.statistics());
      board.become(new CallState.Ended(why));
      look();
    }
  }

  private void settle() {
    if (connected && keyed && armed) {
      board.become(new CallState.Live());
    }
  }
}
