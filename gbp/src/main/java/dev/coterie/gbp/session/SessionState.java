package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.form.Item;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.group.StateDelta;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What a session remembers, and how it comes back from its rows.
record SessionState(
    MemberKey self,
    Map<RowKey.Sent, Long> sent,
    NavigableMap<RowKey.Heard, ReplayWindow> heard,
    NavigableMap<MemberKey, ForkEvidence> evidence) {
  /// How many members can have evidence kept about them: more would say no more.
  static final int MAX_EVIDENCE = 64;

  private static final int ROWS_VERSION = 1;

  /// The row that says who we are.
  static final KeyedForm<MemberKey> SELF =
      new KeyedForm<>(
          "session",
          64,
          SessionState::readSelf,
          (self, out) ->
              out.uint(0, ROWS_VERSION)
                  .uint(1, self.leaf().unsigned())
                  .unsigned(2, self.admitted().value()));

  /// The row of an own stream.
  static final KeyedForm<Long> COUNT =
      new KeyedForm<>(
          "own stream",
          16,
          in -> in.take(0, "sequence", item -> item.uint(1, Long.MAX_VALUE)),
          (count, out) -> out.uint(0, count));

  SessionState(MemberKey self) {
    this(self, new HashMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  private static MemberKey readSelf(KeyedReader in) {
    if (in.take(0, "version", item -> item.integer(0, Integer.MAX_VALUE)) != ROWS_VERSION) {
      throw in.malformed("version", "not " + ROWS_VERSION);
    }
    long leaf = in.take(1, "leaf", item -> item.uint(0, LeafIndex.LIMIT - 1));
    return new MemberKey(
        new LeafIndex((int) leaf), new Epoch(in.take(2, "admitted", Item::unsigned)));
  }

  static SessionState restore(Iterable<Put> rows) {
    var keys = new HashSet<Bytes>();
    Optional<MemberKey> self = Optional.empty();
    var read = new SessionState(new MemberKey(new LeafIndex(0), Epoch.ZERO));
    for (var row : rows) {
      if (!keys.add(row.key())) {
        throw new MalformedException("session row", 0, "there twice");
      }
      switch (RowKey.decode(row.key())) {
        case RowKey.Self() -> self = Optional.of(SELF.decode(row.value()));
        case RowKey.Sent key -> read.sent.put(key, COUNT.decode(row.value()));
        case RowKey.Heard key -> read.heard.put(key, ReplayWindow.decode(row.value()));
        case RowKey.Evidence(var sender) -> read.evidence.put(sender, evidence(sender, row));
      }
    }
    var who =
        self.orElseThrow(() -> new MalformedException("session row", 0, "no row says who we are"));
    return new SessionState(who, read.sent, read.heard, read.evidence);
  }

  private static ForkEvidence evidence(MemberKey sender, Put row) {
    var evidence = ForkEvidence.FORM.decode(row.value());
    if (!evidence.sender().equals(sender)) {
      throw new MalformedException("fork evidence", 0, "stands under another member's key");
    }
    return evidence;
  }

  StateDelta vacate(Epoch entered, Collection<LeafIndex> leaves) {
    List<Bytes> gone = new ArrayList<>();
    for (var leaf : leaves) {
      var from = new MemberKey(leaf, Epoch.ZERO);
      var to = new MemberKey(leaf, entered);
      var streams =
          heard.subMap(
              new RowKey.Heard(from, StreamType.CONTROL, 0),
              new RowKey.Heard(to, StreamType.CONTROL, 0));
      streams.keySet().forEach(key -> gone.add(key.encode()));
      streams.clear();
    }
    return new StateDelta(List.of(), gone);
  }
}
