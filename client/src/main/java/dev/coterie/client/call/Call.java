package dev.coterie.client.call;

import dev.coterie.client.group.MediaTurn;
import dev.coterie.codec.Bytes;
import dev.coterie.gap.CallReservation;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.GroupId;
import dev.coterie.sframe.SFrameSuite;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// A call of a group, as one member's client takes part in it. Begun by
/// [dev.coterie.client.Group#call]; goes on through changes of the group and breaks of the
/// connection until it is closed, or until the group ends it. Safe for several threads; no method
/// but [#awaitReady] waits.
///
/// ```java
/// try (var call = group.call(CallSettings.LIVE)) {
///   call.awaitReady(Duration.ofSeconds(10));
///   // every 20 ms, from one thread:
///   call.speak(timestamp, opusPacket);
///   // every 20 ms, from another one:
///   call.play().forEach(heard -> decode(heard.speaker(), heard.playout()));
/// }
/// ```
///
/// Whoever has the media key of an epoch can make a frame in anybody's name: members can forge each
/// other's audio (only the hub's marks tell otherwise), nobody else can.
public final class Call implements AutoCloseable {
  private final CallEngine engine;
  private final CallThread thread;
  private final StateTeller teller;

  private Call(CallEngine engine, CallThread thread) {
    this.engine = engine;
    this.thread = thread;
    this.teller = new StateTeller(engine);
  }

  /// Where a call is made.
  ///
  /// @param group which group's
  /// @param self ourselves in it
  /// @param suite of the group's audio
  public record Place(GroupId group, Member self, SFrameSuite suite) {}

  /// Begins a call that has no keys yet. For the client; applications ask their group.
  ///
  /// @param stored all that is on disk about media of this group
  public static Call begin(
      CallSettings settings, Place place, Collection<CallReservation> stored, CallHost host) {
    var engine = new CallEngine(settings, place, stored, host);
    var thread = new CallThread(place.group(), engine, host);
    thread.start();
    return new Call(engine, thread);
  }

  /// The group is in an epoch, durably. For the client.
  ///
  /// @param turn its key is closed in here
  public void enter(MediaTurn turn) {
    engine.enter(turn);
  }

  /// The group, or the hub, ends the call. For the client.
  public void end(CallEnd why) {
    engine.end(why);
  }

  /// Waits until the call's thread has ended. For the client.
  public void join() {
    thread.join();
  }

  /// Says 20 ms. Never waits. What cannot be sent now is dropped: sound is worth nothing later.
  ///
  /// @param timestamp of the packet's first sample in 48,000ths of a second, from any start
  /// @param opus an Opus packet of 20 ms, 1 to 4,000 octets
  public Spoken speak(long timestamp, Bytes opus) {
    return engine.speak(timestamp, opus);
  }

  /// Lets nothing out, or lets it out again. Packets spoken meanwhile are not sent later.
  public void mute(boolean on) {
    engine.mute(on);
  }

  /// Whether nothing is let out.
  public boolean isMuted() {
    return engine.isMuted();
  }

  /// What to play now, for each source that is active. In a call that is played live: 20 ms of
  /// each, to be asked for every 20 ms. In one that is recorded: all that is complete, in order.
  public List<Heard> play() {
    return engine.play();
  }

  /// What the call has counted since it began.
  public CallStatistics statistics() {
    return engine.statistics();
  }

  /// Where the call stands.
  public CallState state() {
    return engine.state();
  }

  /// Whether it is over.
  public boolean isEnded() {
    return state() instanceof CallState.Ended;
  }

  /// Hears where the call stands, now and at each change. Called by a thread of its own; of changes
  /// that come faster than it listens, only the last is told.
  public void listen(Consumer<CallState> listener) {
    teller.add(listener);
  }

  /// Waits until we can speak and be heard.
  ///
  /// @return false if that took longer, or the call is over
  public boolean awaitReady(Duration patience) {
    return engine.awaitReady(patience);
  }

  /// Shows all frames that the hub brings from now on: sealed, as the hub itself sees them. For
  /// measurements, and for whoever wants to show that they cannot be opened. Called by the link's
  /// thread: it must not block.
  public void tap(Consumer<MediaEvent.Frame> tap) {
    engine.tap(tap);
  }

  /// Hangs up: the keys are wiped when this returns.
  @Override
  public void close() {
    engine.end(CallEnd.CLOSED);
  }

  @Override
  public String toString() {
    return "Call[" + state() + "]";
  }
}
