package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.gap.CallMode;
import dev.coterie.gap.CallSession;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls that show each verdict, with the frames of those who speak.
final class MediaSamples {
  private static final MemberKey ALICE = member(0, 7);
  private static final MemberKey BOB = member(1, 7);
  private static final MemberKey CAROL = member(2, 9);
  private static final MemberKey DAVE = member(2, 257);
  private static final int SUITE = SFrameSuite.AES_128_GCM_SHA256_128.code();
  private static final Bytes OPUS = EncodingSamples.run(0x78, 40);

  private final List<Json.Obj> steps = new ArrayList<>();
  private final Map<MemberKey, CallSession> speakers = new LinkedHashMap<>();

  private MediaSamples() {}

  static List<Json.Obj> vectors() {
    return List.of(
        new MediaSamples().epochs(), new MediaSamples().damaged(), new MediaSamples().speaking());
  }

  private static MemberKey member(int leaf, long admitted) {
    return new MemberKey(new LeafIndex(leaf), new Epoch(admitted));
  }

  /// The marks of a hub: any octets that differ from person to person.
  private static Bytes identity(MemberKey member) {
    return EncodingSamples.run(
        0x10 * (int) (1 + member.leaf().unsigned() + member.admitted().value()), 32);
  }

  private static Bytes baseKey(long epoch) {
    return EncodingSamples.run((int) (epoch % 256), 16);
  }

  /// Everybody but alice, whose steps these are, enters at once.
  private void others(long epoch, boolean removes, MemberKey... members) {
    var entering = enter(0, epoch, removes, members);
    for (var member : members) {
      if (member.equals(ALICE)) {
        continue;
      }
      var call =
          speakers.computeIfAbsent(
              member,
              who -> {
                var suite = SFrameSuite.of(SUITE).orElseThrow();
                var created = CallSession.create(CallMode.RECORD, suite, who, List.of());
                created.open(0);
                return created;
              });
      call.enter(
          MediaScript.epoch(entering), Secret.copyOf(baseKey(epoch)), MediaScript.at(entering));
      call.due().forEach(call::confirm);
    }
  }

  private static Json.Obj enter(long at, long epoch, boolean removes, MemberKey... members) {
    var holders = new ArrayList<Json>();
    for (var member : members) {
      holders.add(
          Json.object()
              .with("leaf", member.leaf().unsigned())
              .with("admitted", member.admitted().value())
              .with("identity", identity(member))
              .build());
    }
    return step("enter", at)
        .with("epoch", epoch)
        .with("leaf_count", 3)
        .with("removes", removes ? 1 : 0)
        .with("base_key", baseKey(epoch))
        .with("holders", holders)
        .build();
  }

  private static Json.Builder step(String what, long at) {
    return Json.object().with("do", Fields.text(what)).with("at", at);
  }

  private void hear(long at, MemberKey from, Bytes frame) {
    steps.add(step("hear", at).with("from", identity(from)).with("frame", frame).build());
  }

  private Bytes say(MemberKey who, long timestamp) {
    var call = speakers.get(who);
    if (call == null) {
      throw new IllegalStateException(who + " does not speak");
    }
    return MediaScript.frame(call, timestamp, OPUS);
  }

  private Json.Obj epochs() {
    steps.add(enter(0, 254, true, ALICE, BOB, CAROL));
    others(254, true, ALICE, BOB, CAROL);
    var first = say(BOB, 0);
    hear(10, BOB, first);
    hear(20, BOB, first);
    hear(30, CAROL, say(BOB, 960));
    var carol = say(CAROL, 500_000);
    var old = say(BOB, 1920);
    var older = say(BOB, 2880);
    others(255, false, ALICE, BOB, CAROL);
    hear(900, BOB, say(BOB, 3840));
    steps.add(enter(1000, 255, false, ALICE, BOB, CAROL));
    hear(10_999, BOB, older);
    hear(11_000, BOB, old);
    var before = say(BOB, 4800);
    var tooLate = say(BOB, 5760);
    hear(12_000, CAROL, say(CAROL, 500_960));
    var last = say(CAROL, 501_920);
    others(256, true, ALICE, BOB);
    steps.add(enter(13_000, 256, true, ALICE, BOB));
    hear(13_001, CAROL, last);
    hear(13_002, CAROL, carol);
    hear(13_999, BOB, before);
    hear(14_000, BOB, tooLate);
    others(257, false, ALICE, BOB, DAVE);
    steps.add(enter(15_000, 257, false, ALICE, BOB, DAVE));
    hear(15_001, DAVE, say(DAVE, 7));
    hear(15_002, CAROL, last);
    return MediaSessionVectors.vector("epochs, overlap, a removal", SUITE, ALICE, steps);
  }

  private Json.Obj damaged() {
    others(9, true, ALICE, BOB);
    steps.add(enter(0, 9, true, ALICE, BOB));
    var frame = say(BOB, 0);
    hear(1, BOB, Bytes.EMPTY);
    hear(2, BOB, Bytes.wrap(new byte[16_385]));
    hear(3, BOB, Bytes.concat(Bytes.of(0x40), frame));
    hear(4, BOB, Bytes.concat(Bytes.of(0), frame));
    hear(5, BOB, frame.slice(0, 1 + frame.at(0)));
    hear(6, BOB, frame.slice(0, frame.size() - 1));
    var changed = frame.toArray();
    changed[1 + frame.at(0) - 1] ^= 2; // another sequence number
    hear(7, BOB, Bytes.wrap(changed));
    hear(8, CAROL, withHeader(frame, 2));
    hear(9, BOB, withHeader(frame, 1));
    hear(10, BOB, frame);
    return MediaSessionVectors.vector("damaged frames", SUITE, ALICE, steps);
  }

  /// The frame under another header: of a leaf that is blank, or of another channel.
  private static Bytes withHeader(Bytes frame, int leaf) {
    var stream = new StreamId(new LeafIndex(leaf), 2 - leaf);
    var header = MediaHeader.FORM.encode(new MediaHeader(stream, Set.of(), 1));
    return Bytes.concat(Bytes.of(header.size()), header, frame.slice(1 + frame.at(0)));
  }

  private Json.Obj speaking() {
    steps.add(enter(0, 1L << 40, true, ALICE, BOB));
    for (int i = 0; i < 10; i++) {
      var opus = i == 9 ? Bytes.of(0x78) : OPUS.slice(0, 20 + i);
      steps.add(step("speak", 20L * i).with("timestamp", 960L * i).with("opus", opus).build());
    }
    steps.add(enter(300, (1L << 40) + 1, false, ALICE, BOB));
    steps.add(step("speak", 301).with("timestamp", 48_000).with("opus", OPUS).build());
    return MediaSessionVectors.vector("what is said", SUITE, ALICE, steps);
  }
}
