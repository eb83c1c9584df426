package dev.coterie.client.call;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.MediaEvent;
import java.time.Duration;
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
  private final StateTeller teller;

  Call(CallEngine engine) {
    this.engine = engine;
    this.teller = new StateTeller(engine.board());
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
    return engine.board().state();
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
    return engine.board().awaitLive(patience);
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
