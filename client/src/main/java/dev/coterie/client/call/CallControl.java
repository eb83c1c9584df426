package dev.coterie.client.call;

import dev.coterie.client.group.MediaTurn;
import dev.coterie.gap.CallReservation;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.GroupId;
import dev.coterie.sframe.SFrameSuite;
import java.util.Collection;

/// The group's end of a [Call]: for the client that made it. Applications have no use for it.
public final class CallControl {
  private final CallEngine engine;
  private final CallThread thread;
  private final Call call;

  private CallControl(CallEngine engine, CallThread thread) {
    this.engine = engine;
    this.thread = thread;
    this.call = new Call(engine);
  }

  /// Where a call is made.
  ///
  /// @param group which group's
  /// @param self ourselves in it
  /// @param suite of the group's audio
  public record Place(GroupId group, Member self, SFrameSuite suite) {}

  /// Begins a call that has no keys yet.
  ///
  /// @param stored all that is on disk about media of this group
  public static CallControl begin(
      CallSettings settings, Place place, Collection<CallReservation> stored, CallHost host) {
    var engine = new CallEngine(settings, place, stored, host);
    var thread = new CallThread(place.group(), engine, host);
    thread.start();
    return new CallControl(engine, thread);
  }

  /// What the application holds.
  public Call call() {
    return call;
  }

  /// The group is in an epoch, durably. Returns at once.
  ///
  /// @param turn its key is closed in here
  public void enter(MediaTurn turn) {
    engine.enter(turn);
  }

  /// The group ends the call. Returns at once.
  public void end(CallEnd why) {
    engine.end(why);
  }

  /// Waits until the call's thread has ended.
  public void join() {
    thread.join();
  }
}
