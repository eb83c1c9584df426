package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Sessions that show each verdict, and what is stored.
final class SessionSamples {
  private static final MemberKey ALICE = member(0, 0);
  private static final MemberKey BOB = member(1, 1);
  private static final MemberKey DAVE = member(1, 6);
  private static final int RECORD = 20;

  private SessionSamples() {}

  private static MemberKey member(int leaf, long admitted) {
    return new MemberKey(new LeafIndex(leaf), new Epoch(admitted));
  }

  static List<Json.Obj> vectors() {
    return List.of(
        vector("order, gaps, repetition", order()),
        vector("checks in their order", checks()),
        vector("a leaf that changes hands", hands()),
        vector("a forked log", forked()),
        vector("sending", sending()));
  }

  private static Json.Obj vector(String title, List<Json.Obj> steps) {
    var log =
        IntStream.rangeClosed(0, RECORD)
            .mapToObj(i -> i == 3 ? Bytes.EMPTY : EncodingSamples.run(i, 32))
            .toList();
    var all = new ArrayList<>(List.of(admit(ALICE), admit(BOB)));
    all.addAll(steps);
    return SessionVectors.vector(title, ALICE, log, all);
  }

  private static LogPosition at(int sequence) {
    return new LogPosition(sequence, EncodingSamples.run(sequence, 32));
  }

  private static Json.Builder step(String what) {
    return Json.object().with("do", Fields.text(what));
  }

  private static Json.Obj admit(MemberKey member) {
    return step("admit")
        .with("leaf", member.leaf().unsigned())
        .with("admitted", member.admitted().value())
        .build();
  }

  private static Json.Obj remove(int leaf, long epoch) {
    return step("remove").with("leaf", leaf).with("epoch", epoch).build();
  }

  private static Json.Obj restart() {
    return step("restart").build();
  }

  private static Json.Obj hear(MemberKey sender, Bytes authenticatedData, int payload) {
    return step("hear")
        .with("sender", Fields.member(sender))
        .with("epoch", 6)
        .with("authenticated_data", authenticatedData)
        .with("payload_size", payload)
        .with("record", RECORD)
        .build();
  }

  private static GbpHeader text(MemberKey sender, long sequence, LogPosition position) {
    var stream = new StreamId(sender.leaf(), 0);
    return new GbpHeader(StreamType.TEXT, stream, Set.of(), sequence, GbpHeader.CBOR, position);
  }

  private static Json.Obj hear(MemberKey sender, GbpHeader header) {
    return hear(sender, GbpHeader.FORM.encode(header), 5);
  }

  private static Json.Obj hear(MemberKey sender, long sequence) {
    return hear(sender, text(sender, sequence, at(19)));
  }

  private static Json.Obj say(StreamType type, int channel, int flags) {
    return Fields.position(
            step("say")
                .with("stream_type", type.code())
                .with("channel", channel)
                .with("flags", flags)
                .with("payload_size", 5),
            at(19))
        .build();
  }

  private static List<Json.Obj> order() {
    return List.of(
        hear(BOB, 1),
        hear(BOB, 1),
        hear(BOB, 4),
        restart(),
        hear(BOB, 4),
        hear(BOB, 3),
        hear(BOB, 1027),
        hear(BOB, 2),
        hear(BOB, 1026),
        hear(BOB, 5),
        hear(BOB, Long.MAX_VALUE),
        hear(BOB, 1025));
  }

  private static List<Json.Obj> checks() {
    var protobuf =
        new GbpHeader(StreamType.TEXT, new StreamId(BOB.leaf(), 0), Set.of(), 1, 1, at(19));
    var audio =
        new GbpHeader(StreamType.AUDIO, new StreamId(BOB.leaf(), 0), Set.of(), 1, 0, at(19));
    var control =
        new GbpHeader(StreamType.CONTROL, new StreamId(BOB.leaf(), 0), Set.of(), 1, 0, at(19));
    return List.of(
        hear(BOB, Bytes.EMPTY, 5),
        hear(BOB, text(member(2, 2), 1, at(19))),
        hear(member(1, 0), 1),
        hear(member(2, 2), 1),
        hear(BOB, audio),
        hear(BOB, protobuf),
        hear(BOB, GbpHeader.FORM.encode(control), 65_537),
        hear(BOB, GbpHeader.FORM.encode(control), 65_536),
        hear(BOB, text(BOB, 1, at(3))),
        hear(BOB, text(BOB, 2, at(0))));
  }

  private static List<Json.Obj> hands() {
    return List.of(
        hear(BOB, 1),
        hear(BOB, 2),
        remove(1, 6),
        hear(BOB, 3),
        admit(DAVE),
        hear(BOB, 3),
        hear(DAVE, 2),
        restart(),
        hear(DAVE, 2),
        hear(DAVE, 1));
  }

  private static List<Json.Obj> forked() {
    var elsewhere = new LogPosition(19, EncodingSamples.OTHER);
    return List.of(
        hear(BOB, text(BOB, 1, elsewhere)),
        hear(BOB, text(BOB, 1, at(RECORD))),
        hear(BOB, 1),
        say(StreamType.TEXT, 0, 0),
        say(StreamType.CONTROL, 0, 0),
        remove(1, 7),
        restart(),
        say(StreamType.TEXT, 0, 0),
        step("settle").with("leaf", 1).with("admitted", 1).build(),
        say(StreamType.TEXT, 0, 0));
  }

  private static List<Json.Obj> sending() {
    return List.of(
        say(StreamType.TEXT, 0, 0),
        say(StreamType.TEXT, 0, 28),
        restart(),
        say(StreamType.TEXT, 0, 16),
        say(StreamType.TEXT, 255, 0),
        say(StreamType.SIGNAL, 0, 4),
        say(StreamType.CONTROL, 0, 8));
  }
}
