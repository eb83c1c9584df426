package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.Flag;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.group.StateDelta;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A group and its log as one receiver, on leaf 0, knows them; and a store that holds its session's
/// rows.
final class World implements GroupView {
  static final MemberKey ALICE = member(0, 0);
  static final MemberKey BOB = member(1, 1);
  static final MemberKey CAROL = member(2, 2);
  static final Bytes HELLO = Bytes.ofUtf8("hello");

  private final Map<LeafIndex, MemberKey> members = new HashMap<>();
  private final TreeMap<Bytes, Bytes> rows = new TreeMap<>();
  private long forgottenBelow = 1;
  long log = 50;
  GbpSession session;

  World() {
    var started = GbpSession.begin(ALICE);
    session = started.session();
    store(started.delta());
    List.of(ALICE, BOB, CAROL).forEach(this::admit);
  }

  static MemberKey member(int leaf, long admitted) {
    return new MemberKey(new LeafIndex(leaf), new Epoch(admitted));
  }

  void admit(MemberKey member) {
    members.put(member.leaf(), member);
  }

  void remove(MemberKey member) {
    members.remove(member.leaf(), member);
  }

  void forgetRecordsBelow(long sequence) {
    forgottenBelow = sequence;
  }

  static Bytes head(long sequence) {
    var octets = ByteBuffer.allocate(LogPosition.HEAD_SIZE).putLong(24, sequence).put(0, (byte) 7);
    return Bytes.copyOf(octets.array());
  }

  static LogPosition position(long sequence) {
    return new LogPosition(sequence, head(sequence));
  }

  @Override
  public Optional<MemberKey> occupant(LeafIndex leaf) {
    return Optional.ofNullable(members.get(leaf));
  }

  @Override
  public Optional<Bytes> headAt(long sequence) {
    return (sequence == 0 || sequence >= forgottenBelow) && sequence <= log
        ? Optional.of(head(sequence))
        : Optional.empty();
  }

  void store(StateDelta delta) {
    delta.puts().forEach(put -> rows.put(put.key(), put.value()));
    delta.deletes().forEach(rows::remove);
  }

  List<Put> rows() {
    return rows.entrySet().stream().map(row -> new Put(row.getKey(), row.getValue())).toList();
  }

  /// What a session knows: its rows are all of it.
  Map<Bytes, Bytes> snapshot() {
    return new TreeMap<>(rows);
  }

  void restart() {
    session = GbpSession.restore(rows());
  }

  static GbpHeader header(MemberKey sender, long sequence, LogPosition position, Flag... flags) {
    return new GbpHeader(
        StreamType.TEXT,
        new StreamId(sender.leaf(), 0),
        Set.copyOf(Arrays.asList(flags)),
        sequence,
        GbpHeader.CBOR,
        position);
  }

  Verdict receive(MemberKey sender, GbpHeader header) {
    return receive(sender, GbpHeader.FORM.encode(header), HELLO);
  }

  Verdict receive(MemberKey sender, long sequence) {
    return receive(sender, header(sender, sequence, position(log - 1)));
  }

  Verdict receive(MemberKey sender, Bytes authenticatedData, Bytes payload) {
    var arrival = new Arrival(sender, new Epoch(5), authenticatedData, payload, position(log));
    var verdict = session.accept(arrival, this);
    switch (verdict) {
      case Verdict.Delivered delivered -> store(delivered.delta());
      case Verdict.Forked forked -> store(forked.delta());
      case Verdict.Refused _ -> {}
    }
    return verdict;
  }
}
