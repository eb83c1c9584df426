package dev.coterie.client.group;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.gbp.HandshakeMark;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.session.Arrival;
import dev.coterie.gbp.session.Composed;
import dev.coterie.gbp.session.GbpSession;
import dev.coterie.gbp.session.GroupView;
import dev.coterie.gbp.session.Marked;
import dev.coterie.gbp.session.Outgoing;
import dev.coterie.gbp.session.Verdict;
import dev.coterie.gtp.MessageId;
import dev.coterie.gtp.SeenMessages;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.group.StateDelta;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// gbp2 in one group: the session, and what it asks about the group and its log.
final class Framing implements GroupView, SeenMessages {
  private final MlsGroup mls;
  private final GbpSession session;
  private final Memory memory;
  private final LogHashes hashes;

  Framing(MlsGroup mls, GbpSession session, Memory memory, LogHashes hashes) {
    this.mls = mls;
    this.session = session;
    this.memory = memory;
    this.hashes = hashes;
  }

  LogHashes hashes() {
    return hashes;
  }

  static MemberKey key(Member member) {
    return new MemberKey(member.index(), member.admitted());
  }

  static LogPosition position(LogMark mark) {
    return new LogPosition(mark.sequence(), mark.hash());
  }

  /// Numbers a text.
  Outgoing compose(Bytes payload, Batch batch) {
    Composed composed = session.compose(StreamType.TEXT, 0, Set.of(), payload);
    store(composed.delta(), batch);
    return composed.message();
  }

  Bytes header(Outgoing message, LogMark at) {
    return session.authenticatedData(message, position(at));
  }

  Bytes mark(LogMark at) {
    return HandshakeMark.FORM.encode(new HandshakeMark(position(at)));
  }

  Verdict accept(Incoming.Application incoming, LogRecord record, Batch batch) {
    var arrival =
        new Arrival(
            key(incoming.sender()),
            incoming.epoch(),
            incoming.authenticatedData(),
            incoming.plaintext(),
            new LogPosition(record.sequence(), record.hash()));
    Verdict verdict = session.accept(arrival, this);
    switch (verdict) {
      case Verdict.Delivered delivered -> store(delivered.delta(), batch);
      case Verdict.Forked forked -> store(forked.delta(), batch);
      case Verdict.Refused _ -> {}
    }
    return verdict;
  }

  /// Looks at what stands beside a handshake.
  Optional<Marked> look(
      Member sender, Epoch epoch, Bytes authenticatedData, LogRecord record, Batch batch) {
    Optional<Marked> marked =
        session.look(
            key(sender),
            epoch,
            authenticatedData,
            new LogPosition(record.sequence(), record.hash()),
            this);
    marked.ifPresent(each -> store(each.delta(), batch));
    return marked;
  }

  void merged(StagedCommit commit, Batch batch) {
    List<LeafIndex> vacated = commit.removed().stream().map(Member::index).toList();
    if (!vacated.isEmpty()) {
      store(session.vacated(mls.epoch(), vacated), batch);
    }
  }

  @Override
  public Optional<Bytes> digestOf(MemberKey sender, MessageId id) {
    return memory
        .get(Table.MESSAGE_ID, author(sender, id))
        .or(
            () ->
                memory.get(
                    Table.MESSAGE_ID,
                    GroupKeys.author(mls.id(), sender.leaf(), sender.admitted(), id.value())));
  }

  void seen(MemberKey sender, MessageId id, Bytes digest, Batch batch) {
    memory.put(batch, Table.MESSAGE_ID, author(sender, id), digest);
  }

  /// By signature key: who comes back on another leaf is still the author of what it said.
  private Bytes author(MemberKey sender, MessageId id) {
    Member member = mls.member(sender.leaf()).orElseThrow();
    return GroupKeys.author(mls.id(), Members.fingerprint(member), id.value());
  }

  /// Whether a text of ours with this epoch and generation was confirmed before.
  boolean wasSent(Epoch epoch, long generation) {
    return memory.get(Table.OWN_SENT, GroupKeys.sent(mls.id(), epoch, generation)).isPresent();
  }

  void sent(Epoch epoch, long generation, Batch batch) {
    memory.put(batch, Table.OWN_SENT, GroupKeys.sent(mls.id(), epoch, generation), Bytes.of(1));
  }

  private void store(StateDelta delta, Batch batch) {
    for (Put put : delta.puts()) {
      batch.put(Table.GBP, GroupKeys.of(mls.id(), put.key()), put.value());
    }
    for (Bytes key : delta.deletes()) {
      batch.delete(Table.GBP, GroupKeys.of(mls.id(), key));
    }
  }

  @Override
  public Optional<MemberKey> occupant(LeafIndex leaf) {
    return mls.member(leaf).map(Framing::key);
  }

  @Override
  public Optional<Bytes> headAt(long sequence) {
    return hashes.at(sequence);
  }
}
