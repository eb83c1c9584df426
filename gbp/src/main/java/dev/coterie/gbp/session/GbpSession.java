package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.Flag;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.HandshakeMark;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.group.StateDelta;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A member's side of gbp2 in one group, for as long as it is the same member: who is removed and
/// comes back begins a new one. Not thread-safe: it has the owner of the group. If persisting a
/// delta fails, throw the session away together with the group and restore both.
public final class GbpSession {
  private final SessionState state;

  private GbpSession(SessionState state) {
    this.state = state;
  }

  /// Begins with nothing sent and nothing heard: after creating or joining a group.
  public static Started begin(MemberKey self) {
    var session = new GbpSession(new SessionState(self));
    var row = new Put(new RowKey.Self().encode(), SessionState.SELF.encode(self));
    return new Started(session, new StateDelta(List.of(row), List.of()));
  }

  /// Takes up a session from all its rows, which are those whose key [#owns] says yes to.
  ///
  /// @throws MalformedException if a row is damaged, foreign, there twice, or missing
  public static GbpSession restore(Iterable<Put> rows) {
    return new GbpSession(SessionState.restore(rows));
  }

  /// Whether a stored row is one of a session, for whoever keeps them beside others.
  public static boolean owns(Bytes key) {
    int size = RowKey.PREFIX.size();
    return key.size() > size && key.slice(0, size).equals(RowKey.PREFIX);
  }

  /// Whose session this is.
  public MemberKey self() {
    return state.self();
  }

  /// Evidence that was not settled, one per member at most. While there is any, only control
  /// messages are sent.
  public List<ForkEvidence> evidence() {
    return List.copyOf(state.evidence().values());
  }

  /// Gives a message its number.
  ///
  /// @param type control, text or signal
  /// @param channel 0 unless we have several streams of the type, to 255
  /// @param flags what to say about the message
  /// @param payload encoded, within the type's limit
  /// @throws RefusedException [GbpRule#FORK_SEEN] or [GbpRule#STREAM_EXHAUSTED]
  public Composed compose(StreamType type, int channel, Set<Flag> flags, Bytes payload) {
    requireOpen(type);
    var key = new RowKey.Sent(type, channel);
    long last = state.sent().getOrDefault(key, 0L);
    if (last == Long.MAX_VALUE) {
      throw new RefusedException(GbpRule.STREAM_EXHAUSTED, type + " channel " + channel);
    }
    var stream = new StreamId(self().leaf(), channel);
    var message = new Outgoing(type, stream, flags, last + 1, payload);
    var row = new Put(key.encode(), SessionState.COUNT.encode(message.sequence()));
    state.sent().put(key, message.sequence());
    return new Composed(message, new StateDelta(List.of(row), List.of()));
  }

  /// The authenticated data for a message, each time it is sealed.
  ///
  /// @param message composed by this session, and stored
  /// @param position how far we have processed the log, now
  /// @throws RefusedException [GbpRule#FORK_SEEN]
  public Bytes authenticatedData(Outgoing message, LogPosition position) {
    requireOpen(message.type());
    long last =
        state.sent().getOrDefault(new RowKey.Sent(message.type(), message.stream().channel()), 0L);
    if (!message.stream().leaf().equals(self().leaf()) || message.sequence() > last) {
      throw new IllegalArgumentException("a message that this session did not compose");
    }
    var header =
        new GbpHeader(
            message.type(),
            message.stream(),
            message.flags(),
            message.sequence(),
            GbpHeader.CBOR,
            position);
    return GbpHeader.FORM.encode(header);
  }

  private void requireOpen(StreamType type) {
    if (type != StreamType.CONTROL && !state.evidence().isEmpty()) {
      throw new RefusedException(
          GbpRule.FORK_SEEN, state.evidence().size() + " members contradict our log");
    }
  }

  /// Judges a message that MLS opened. What it says is authentic, so a refusal can be told with a
  /// name.
  ///
  /// @param arrival a message of somebody else
  /// @param view the group as it stands at the message's record
  public Verdict accept(Arrival arrival, GroupView view) {
    if (arrival.sender().leaf().equals(self().leaf())) {
      throw new IllegalArgumentException("own messages are not received");
    }
    GbpHeader header;
    try {
      header = GbpHeader.FORM.decode(arrival.authenticatedData());
    } catch (MalformedException e) {
      return new Verdict.Malformed(e.field(), e.offset(), e.why());
    }
    return Admission.refusal(arrival, header, view).orElseGet(() -> weigh(arrival, header, view));
  }

  private Verdict weigh(Arrival arrival, GbpHeader header, GroupView view) {
    var log = PositionCheck.of(header.position(), arrival.at(), view);
    if (log instanceof PositionCheck.Contradicts(var own)) {
      var evidence =
          new ForkEvidence(arrival.sender(), arrival.epoch(), header.position(), own, arrival.at());
      return new Verdict.Forked(header, evidence, keep(evidence));
    }
    var sender = arrival.sender();
    var key = new RowKey.Heard(sender, header.type(), header.stream().channel());
    var window = state.heard().getOrDefault(key, new ReplayWindow());
    return switch (window.place(header.sequence())) {
      case TOO_OLD ->
          new Verdict.TooOld(sender, header.type(), header.sequence(), window.highest());
      case DUPLICATE -> new Verdict.Duplicate(sender, header.type(), header.sequence());
      case NEW -> {
        boolean blind = window.highest() == 0 && !self().admitted().isBefore(sender.admitted());
        long skipped = window.accept(header.sequence());
        state.heard().put(key, window);
        var row = new Put(key.encode(), window.encode());
        yield new Verdict.Delivered(
            sender,
            header,
            arrival.payload(),
            blind ? 0 : skipped,
            log instanceof PositionCheck.Agrees ? LogCheck.AGREES : LogCheck.NOT_CHECKABLE,
            new StateDelta(List.of(row), List.of()));
      }
    };
  }

  private StateDelta keep(ForkEvidence evidence) {
    boolean full = state.evidence().size() >= SessionState.MAX_EVIDENCE;
    if (full || state.evidence().putIfAbsent(evidence.sender(), evidence) != null) {
      return StateDelta.NONE;
    }
    var key = new RowKey.Evidence(evidence.sender()).encode();
    return new StateDelta(List.of(new Put(key, ForkEvidence.FORM.encode(evidence))), List.of());
  }

  /// Looks at the authenticated data of a handshake after it was processed, whatever became of it:
  /// it never decides about the handshake.
  ///
  /// @param sender the committer or proposer
  /// @param epoch the epoch in which the handshake was made
  /// @param authenticatedData empty, a mark, or something that is neither and says nothing
  /// @param at the handshake's record
  /// @param view the group; only its log is asked
  public Optional<Marked> look(
      MemberKey sender, Epoch epoch, Bytes authenticatedData, LogPosition at, GroupView view) {
    LogPosition claimed;
    try {
      claimed = HandshakeMark.FORM.decode(authenticatedData).position();
    } catch (MalformedException _) {
      return Optional.empty();
    }
    if (PositionCheck.of(claimed, at, view) instanceof PositionCheck.Contradicts(var own)) {
      var evidence = new ForkEvidence(sender, epoch, claimed, own, at);
      return Optional.of(new Marked(evidence, keep(evidence)));
    }
    return Optional.empty();
  }

  /// Forgets the streams of members whose leaves a commit blanked or gave to others. Evidence stays
  /// until it is settled.
  ///
  /// @param entered the epoch that the commit began
  /// @param leaves the leaves it took from somebody
  public StateDelta vacated(Epoch entered, Collection<LeafIndex> leaves) {
    return state.vacate(entered, leaves);
  }

  /// People have decided, among themselves or over another channel, that evidence no longer stops
  /// us.
  ///
  /// @param member whose position had contradicted ours
  public StateDelta settle(MemberKey member) {
    if (state.evidence().remove(member) == null) {
      return StateDelta.NONE;
    }
    return new StateDelta(List.of(), List.of(new RowKey.Evidence(member).encode()));
  }
}
