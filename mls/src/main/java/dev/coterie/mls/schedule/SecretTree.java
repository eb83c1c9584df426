package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.policy.SecretTreeRule;
import dev.coterie.mls.schedule.Opening.FirstWords;
import dev.coterie.mls.schedule.Opening.Plan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of all messages of an epoch. RFC 9420 §9. One owner, not thread-safe.
///
/// Receiving is in two steps, so that a forged message moves nothing: [#peek] derives beside the
/// tree, [#consume] takes it up once the message has opened, and returns what to persist. Sending
/// reserves a range of generations: stored is the ratchet at the *end* of the range, so a crash
/// skips the rest of it and repeats nothing. Memory: log n secrets for each member that was heard,
/// and the window.
public final class SecretTree implements AutoCloseable {
  private final SuiteCrypto crypto;
  private final TreeSecrets nodes;
  private final Map<RatchetId, Ratchet> ratchets = new HashMap<>();
  private final Map<RatchetKind, SendingRange> sending = new EnumMap<>(RatchetKind.class);
  private RatchetWindow window;
  private RowWriter owed = new RowWriter();
  private boolean handshakesRetired;
  private long version;

  SecretTree(SuiteCrypto crypto, TreeSecrets nodes, RatchetWindow window) {
    this.crypto = crypto;
    this.nodes = nodes;
    this.window = window;
  }

  /// Names a ratchet within the tree.
  record RatchetId(int leaf, RatchetKind kind) {}

  /// The tree at the beginning of an epoch.
  ///
  /// @param leafCount leaves of the ratchet tree
  /// @param encryptionSecret of the epoch; the tree takes it over
  public static SecretTree start(
      SuiteCrypto crypto, int leafCount, Secret encryptionSecret, RatchetWindow window) {
    var nodes = new TreeSecrets(crypto, leafCount);
    nodes.put(nodes.root(), encryptionSecret);
    return new SecretTree(crypto, nodes, window);
  }

  /// The tree out of its stored rows, in any order.
  ///
  /// @param leafCount as at the start
  /// @throws dev.coterie.codec.CoterieException if a row does not parse, or they do not fit
  ///   together
  public static SecretTree restore(
      SuiteCrypto crypto, int leafCount, Iterable<Row> rows, RatchetWindow window) {
    return new SecretTreeRestore(crypto, leafCount, window).from(rows);
  }

  /// Derives the key for a received message; nothing changes.
  ///
  /// @param leaf the sender, a leaf of this epoch's tree
  /// @throws RefusedException if the generation is spent or too far ahead
  public Opening peek(LeafIndex leaf, RatchetKind kind, long generation) {
    requireLeaf(leaf);
    Ratchet known = ratchets.get(new RatchetId(leaf.value(), kind));
    if (isRetired(kind) || (known != null && generation < known.next())) {
      return peekSkipped(leaf, kind, generation, Optional.ofNullable(known));
    }
    long ahead = generation - (known == null ? 0 : known.next());
    if (ahead > window.forward()) {
      throw new RefusedException(
          SecretTreeRule.GENERATION_TOO_FAR, ahead + " generations ahead of leaf " + leaf);
    }
    Optional<FirstWords> first = known == null ? Optional.of(firstWords(leaf)) : Optional.empty();
    Ratchet ratchet = known == null ? first.orElseThrow().of(kind) : known;
    var advance = ratchet.plan(crypto, generation, window.kept());
    return new Opening(
        version, leaf, kind, generation, advance.key().copy(), new Plan.MoveOn(first, advance));
  }

  private Opening peekSkipped(
      LeafIndex leaf, RatchetKind kind, long generation, Optional<Ratchet> known) {
    MessageKey kept = known.map(ratchet -> ratchet.skipped().get(generation)).orElse(null);
    if (kept == null) {
      throw new RefusedException(
          SecretTreeRule.GENERATION_SPENT, "generation " + generation + " of leaf " + leaf);
    }
    return new Opening(version, leaf, kind, generation, kept.copy(), new Plan.TakeSkipped());
  }

  /// Spends the key of an opened message. The opening's own copy stays until it is closed.
  public Rows consume(Opening opening) {
    var plan = opening.takePlan(version);
    version++;
    var rows = takeOwed();
    var id = new RatchetId(opening.leaf().value(), opening.kind());
    switch (plan) {
      case Plan.TakeSkipped() -> drop(id, opening.generation(), rows);
      case Plan.MoveOn(var first, var advance) -> {
        first.ifPresent(words -> begin(opening.leaf(), words, rows));
        advance.key().close();
        var ratchet = ratchet(id);
        ratchet.moveTo(advance.next(), advance.secret());
        for (var passed : advance.skipped()) {
          ratchet.skipped().put(passed.generation(), passed.key());
          rows.put(StoredRow.skipped(id, passed.generation(), passed.key()));
        }
        trim(id, ratchet, rows);
        rows.put(StoredRow.head(id, ratchet));
      }
    }
    return rows.rows();
  }

  /// The key for our own next message.
  ///
  /// @param self our leaf
  /// @throws RefusedException if the ratchet has come to its end
  public SendingKey nextSendingKey(LeafIndex self, RatchetKind kind) {
    requireLeaf(self);
    if (isRetired(kind)) {
      throw new IllegalStateException("handshakes of this epoch are over");
    }
    var range = sending.get(kind);
    if (range == null || range.isEmpty()) {
      range = reserve(self, kind, owed);
      sending.put(kind, range);
    }
    var rows = owed.rows();
    return new SendingKey(this, range.next(), range.take(crypto), rows);
  }

  /// Nothing is owed any more if these rows are all of it; if more came up meanwhile, it all stays.
  void settle(Rows stored) {
    if (stored.equals(owed.rows())) {
      owed = new RowWriter();
    }
  }

  private RowWriter takeOwed() {
    var taken = owed;
    owed = new RowWriter();
    return taken;
  }

  /// Reserves a range now, unless one is open, so that the next keys come with nothing to store.
  ///
  /// @param self our leaf
  public Rows reserveSending(LeafIndex self, RatchetKind kind) {
    requireLeaf(self);
    var rows = new RowWriter();
    var range = sending.get(kind);
    if (range == null || range.isEmpty()) {
      sending.put(kind, reserve(self, kind, rows));
    }
    return rows.rows();
  }

  private SendingRange reserve(LeafIndex self, RatchetKind kind, RowWriter rows) {
    var id = new RatchetId(self.value(), kind);
    if (position(self, kind) == Ratchet.END) {
      throw new RefusedException(SecretTreeRule.EXHAUSTED, "leaf " + self);
    }
    version++;
    if (!ratchets.containsKey(id)) {
      begin(self, firstWords(self), rows);
    }
    var ratchet = ratchet(id);
    long end = Math.min(Ratchet.END, ratchet.next() + kind.reserve());
    var range = new SendingRange(ratchet.next(), end, ratchet.secret().copy());
    Secret at = ratchet.secret().copy();
    for (long i = ratchet.next(); i < end; i++) {
      at = Ratchet.step(crypto, at, i);
    }
    ratchet.moveTo(end, at);
    rows.put(StoredRow.head(id, ratchet));
    return range;
  }

  /// The first generation of a ratchet that neither was heard nor is reserved. For our own leaf: a
  /// message of ours at or beyond it was sent by a later copy of this state.
  public long position(LeafIndex leaf, RatchetKind kind) {
    requireLeaf(leaf);
    Ratchet known = ratchets.get(new RatchetId(leaf.value(), kind));
    return known == null ? 0 : known.next();
  }

  /// Changes the window in place; keys beyond a smaller one go, the oldest first.
  public Rows resize(RatchetWindow newWindow) {
    version++;
    window = newWindow;
    var rows = takeOwed();
    ratchets.forEach((id, ratchet) -> trim(id, ratchet, rows));
    return rows.rows();
  }

  /// Drops the handshake ratchets once the next epoch has begun; late application messages still
  /// open.
  public Rows retireHandshakes() {
    version++;
    handshakesRetired = true;
    closeRange(RatchetKind.HANDSHAKE);
    var rows = takeOwed();
    rows.put(StoredRow.retired());
    var gone = ratchets.keySet().stream().filter(id -> isRetired(id.kind())).toList();
    for (var id : gone) {
      var ratchet = ratchet(id);
      ratchet.skipped().keySet().forEach(each -> rows.delete(StoredRow.skippedKey(id, each)));
      rows.delete(StoredRow.headKey(id));
      ratchet.close();
      ratchets.remove(id);
    }
    return rows.rows();
  }

  /// The whole state, as for a store that has none of it yet.
  public List<Row> rows() {
    var rows = new ArrayList<Row>();
    if (handshakesRetired) {
      rows.add(StoredRow.retired());
    }
    nodes.secrets().forEach((node, secret) -> rows.add(StoredRow.node(node, secret)));
    ratchets.forEach(
        (id, ratchet) -> {
          rows.add(StoredRow.head(id, ratchet));
          ratchet
              .skipped()
              .forEach((generation, key) -> rows.add(StoredRow.skipped(id, generation, key)));
        });
    return rows;
  }

  /// The keys of all rows: what to delete when the epoch goes.
  public List<Bytes> rowKeys() {
    return rows().stream().map(Row::key).toList();
  }

  private FirstWords firstWords(LeafIndex leaf) {
    int from =
        nodes
            .nodeAbove(leaf.value())
            .orElseThrow(() -> new IllegalStateException("the secrets of this leaf are gone"));
    var descent = nodes.plan(from, leaf.value());
    return new FirstWords(
        descent,
        new Ratchet(0, first(descent.leafSecret(), RatchetKind.HANDSHAKE)),
        new Ratchet(0, first(descent.leafSecret(), RatchetKind.APPLICATION)));
  }

  private Secret first(Secret leafSecret, RatchetKind kind) {
    return crypto.expandWithLabel(leafSecret, kind.label(), Bytes.EMPTY, crypto.suite().hashSize());
  }

  private void begin(LeafIndex leaf, FirstWords words, RowWriter rows) {
    nodes.apply(words.descent());
    words.descent().leafSecret().close();
    rows.delete(StoredRow.nodeKey(words.descent().from()));
    words.descent().siblings().forEach((node, secret) -> rows.put(StoredRow.node(node, secret)));
    for (var kind : RatchetKind.values()) {
      var id = new RatchetId(leaf.value(), kind);
      if (isRetired(kind)) {
        words.of(kind).close();
      } else {
        ratchets.put(id, words.of(kind));
        rows.put(StoredRow.head(id, words.of(kind)));
      }
    }
  }

  private void trim(RatchetId id, Ratchet ratchet, RowWriter rows) {
    while (window.isExceededBy(ratchet)) {
      drop(id, ratchet.skipped().firstKey(), rows);
    }
  }

  private void drop(RatchetId id, long generation, RowWriter rows) {
    MessageKey gone = ratchet(id).skipped().remove(generation);
    if (gone != null) {
      gone.close();
      rows.delete(StoredRow.skippedKey(id, generation));
    }
  }

  private Ratchet ratchet(RatchetId id) {
    Ratchet ratchet = ratchets.get(id);
    if (ratchet == null) {
      throw new IllegalStateException("no ratchet for " + id);
    }
    return ratchet;
  }

  private boolean isRetired(RatchetKind kind) {
    return handshakesRetired && kind == RatchetKind.HANDSHAKE;
  }

  private void requireLeaf(LeafIndex leaf) {
    if (leaf.unsigned() >= nodes.width()) {
      throw new IllegalArgumentException("leaf " + leaf + " of " + nodes.width());
    }
  }

  Map<RatchetId, Ratchet> ratchets() {
    return ratchets;
  }

  boolean hasRetiredHandshakes() {
    return handshakesRetired;
  }

  void adoptRetirement() {
    handshakesRetired = true;
  }

  private void closeRange(RatchetKind kind) {
    var range = sending.remove(kind);
    if (range != null) {
      range.close();
    }
  }

  @Override
  public void close() {
    nodes.close();
    ratchets.values().forEach(Ratchet::close);
    for (var kind : RatchetKind.values()) {
      closeRange(kind);
    }
  }
}
