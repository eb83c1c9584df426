package dev.coterie.client.group;

import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gap.CallReservation;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch;
import java.util.List;
import java.util.Optional;

/// The group's side of a call. While there is one, the keys of each epoch go out as soon as the
/// epoch is durable, and with the epoch the first range of counters under them becomes durable too.
/// It never hears back from the call.
final class MediaDesk {
  private enum Stage {
    /// Nobody calls.
    NONE,
    /// Somebody does, and waits for an epoch in which we may speak.
    WAITING,
    /// It has keys, and gets those of each epoch from here on.
    KEYED
  }

  private final GroupCore core;
  private Stage stage = Stage.NONE;
  private long call;
  private int channel;

  MediaDesk(GroupCore core) {
    this.core = core;
  }

  /// Somebody calls. The first keys go out when the log was read to its end: an old copy of the
  /// store is noticed there, before it speaks under keys that it may have used.
  void begin(Input.CallOn wanted) {
    switch (wanted.entry()) {
      case FIRST -> {
        core.requireSending();
        suite();
        take(wanted);
        caughtUp();
      }
      case AGAIN -> {
        take(wanted);
        core.row().status().silence().ifPresentOrElse(this::stop, this::first);
      }
    }
    core.settle(wanted.ticket());
  }

  private void take(Input.CallOn wanted) {
    call = wanted.call();
    channel = wanted.channel();
    stage = Stage.WAITING;
  }

  /// That call wants nothing any more.
  void end(long ended) {
    if (call == ended) {
      stage = Stage.NONE;
    }
  }

  void caughtUp() {
    if (stage == Stage.WAITING && core.speaks()) {
      first();
    }
  }

  private void first() {
    stage = Stage.KEYED;
    give(MediaEpoch.Begun.WITH_REMOVE, Optional.empty());
  }

  /// A commit was merged. Counters under keys of the past are of no use any more.
  void epochEntered(StagedCommit merged) {
    var counters = CallReservation.firstCounters(self(), channel, core.mls().epoch());
    Bytes kind = counters.slot().slice(0, 1);
    core.batch().deleteAll(Table.MEDIA_RESERVATION, GroupKeys.of(core.id, kind));
    if (stage == Stage.KEYED) {
      core.batch()
          .put(
              Table.MEDIA_RESERVATION,
              GroupKeys.of(core.id, counters.slot()),
              CallReservation.CODEC.encode(counters));
      give(
          merged.removed().isEmpty()
              ? MediaEpoch.Begun.WITHOUT_REMOVE
              : MediaEpoch.Begun.WITH_REMOVE,
          Optional.of(counters));
    }
  }

  /// The group speaks no more.
  void stop(ClientRule why) {
    if (stage != Stage.NONE) {
      stage = Stage.NONE;
      core.effect(new Effect.EndCall(call, why));
    }
  }

  private void give(MediaEpoch.Begun begun, Optional<CallReservation> reserved) {
    List<Member> members = core.mls().members().toList();
    core.effect(
        new Effect.CallKeys(
            call,
            new MediaTurn(
                core.mls().epoch(),
                leafCount(members.getLast()),
                begun,
                members,
                core.mls().export(SFrameSuite.EXPORTER_LABEL, Bytes.EMPTY, suite().keySize()),
                reserved)));
  }

  private MemberKey self() {
    return MemberKey.of(core.mls().member(core.mls().self()).orElseThrow());
  }

  /// A tree is as small as its last member lets it be: a power of two. RFC 9420 §7.7.
  private static int leafCount(Member last) {
    long index = last.index().unsigned();
    return index == 0 ? 1 : Math.toIntExact(Long.highestOneBit(index) << 1);
  }

  /// The suite of the group's audio.
  SFrameSuite suite() {
    int code = Profile.mediaSuite(core.mls().context().extensions());
    if (code == 0) {
      throw new RefusedException(ClientRule.NO_AUDIO, core.row().name());
    }
    return SFrameSuite.of(code)
        .orElseThrow(() -> new RefusedException(ClientRule.AUDIO_SUITE_UNKNOWN, "suite " + code));
  }
}
