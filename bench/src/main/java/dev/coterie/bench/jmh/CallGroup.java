package dev.coterie.bench.jmh;

import dev.coterie.codec.Bytes;
import dev.coterie.gap.CallEpoch;
import dev.coterie.gap.CallMode;
import dev.coterie.gap.CallSession;
import dev.coterie.gap.Holder;
import dev.coterie.gap.Holders;
import dev.coterie.gap.Spoken;
import dev.coterie.gap.Verdict;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call in which one member speaks and all others listen, without network, sound or disk: what is
/// left are keys and framing. All members' work is done here, one after the other.
final class CallGroup {
  /// How long a packet of audio lasts.
  static final Duration SLOT = Duration.ofMillis(20);

  private static final SFrameSuite SUITE = SFrameSuite.AES_128_GCM_SHA256_128;
  private static final int SAMPLES = 960;

  private final List<MlsGroup> members = new ArrayList<>();
  private final List<CallSession> calls = new ArrayList<>();
  private final Bytes packet;
  private Instant now = MlsGroups.NOW;
  private long timestamp;
  private int committer;
  private long heard;

  /// @param size members, at most 16
  /// @param packet what is said in each slot: octets of Opus
  CallGroup(int size, Bytes packet) {
    this.packet = packet;
    var groups = MlsGroups.of(size, size);
    for (int leaf = 0; leaf < size; leaf++) {
      members.add(groups.member(leaf));
    }
    for (MlsGroup member : members) {
      var self = MemberKey.of(member.member(member.self()).orElseThrow());
      var call = CallSession.create(CallMode.LIVE, SUITE, self, List.of());
      calls.add(call);
      enter(call, member);
    }
    calls.getFirst().open(0);
    reserve();
  }

  private static Bytes identity(Member member) {
    return Bytes.ofUtf8("identity of leaf " + member.index().value());
  }

  private void enter(CallSession call, MlsGroup member) {
    Holders holders =
        leaf -> member.member(leaf).map(each -> new Holder(MemberKey.of(each), identity(each)));
    var key = member.export(SFrameSuite.EXPORTER_LABEL, Bytes.EMPTY, SUITE.keySize());
    call.enter(
        new CallEpoch(member.epoch(), members.size(), Begun.WITHOUT_REMOVE, holders), key, now);
  }

  private void reserve() {
    var speaker = calls.getFirst();
    speaker.due().forEach(speaker::confirm);
  }

  /// 20 ms: one speaks, all others hear and play.
  void slot() {
    now = now.plus(SLOT);
    timestamp += SAMPLES;
    reserve();
    var spoken = calls.getFirst().speak(0, timestamp, packet);
    if (!(spoken instanceof Spoken.Frame(Bytes frame, long _))) {
      throw new IllegalStateException(spoken.toString());
    }
    var from = identity(members.getFirst().member(members.getFirst().self()).orElseThrow());
    for (CallSession listener : calls.subList(1, calls.size())) {
      if (!(listener.hear(now, from, frame) instanceof Verdict.Accepted)) {
        throw new IllegalStateException("a frame was not taken");
      }
    }
    for (CallSession call : calls) {
      heard += call.play(now).size();
    }
  }

  /// One member renews the keys: a commit that all process, and a new epoch of the call.
  void renew() {
    var author = members.get(committer++ % members.size());
    var commit = author.stage(CommitRequest.empty().update(), MlsGroups.RANDOM, MlsGroups.NOW);
    for (MlsGroup member : members) {
      if (member != author
          && member.receive(commit.commitMessage(), MlsGroups.NOW)
              instanceof Incoming.CommitStaged staged) {
        member.merge(staged.commit());
      }
    }
    author.merge(commit);
    for (int i = 0; i < members.size(); i++) {
      enter(calls.get(i), members.get(i));
    }
    reserve();
  }

  /// How often somebody was heard.
  long heard() {
    return heard;
  }

  /// The epoch of all.
  Optional<Long> epoch() {
    long first = members.getFirst().epoch().value();
    return members.stream().allMatch(member -> member.epoch().value() == first)
        ? Optional.of(first)
        : Optional.empty();
  }
}
