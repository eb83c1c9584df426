package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireReader;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.GroupSettings.Waiting;
import dev.coterie.mls.group.PastEpochs.PastEpoch;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.schedule.RatchetWindow;
import dev.coterie.mls.schedule.Row;
import dev.coterie.mls.schedule.SecretTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a group's rows back. What was stored is input like any other: half a state, quietly
/// accepted, could be a key used twice. Missing, foreign and contradictory rows are refused.
final class StateReader {
  private final Engine engine;
  private final SuiteCrypto crypto;
  private final Identity identity;
  private final NavigableMap<Bytes, Bytes> rows = new TreeMap<>();
  private final Map<Epoch, List<Row>> messages = new HashMap<>();
  private final Map<Epoch, Map<LeafIndex, Member>> seats = new HashMap<>();
  private final List<RowForms.Ordered> proposals = new ArrayList<>();
  private final NavigableMap<Epoch, Bytes> past = new TreeMap<>();
  private final NavigableMap<Epoch, Secret> resumptions = new TreeMap<>();
  private final List<EarlyMessages.Early> early = new ArrayList<>();
  private HeldCommits held = HeldCommits.EMPTY;

  StateReader(Engine engine, Identity identity, Iterable<Put> stored) {
    this.engine = engine;
    this.crypto = engine.crypto();
    this.identity = identity;
    for (Put put : stored) {
      if (rows.put(put.key(), put.value()) != null) {
        throw new MalformedException("rows", 0, "two rows of one key");
      }
    }
  }

  GroupState read() {
    rows.forEach(this::sort);
    GroupSettings settings = whole(RowKey.Kind.HEADER, in -> RowForms.header(in, crypto.suite()));
    EpochState epoch = EpochReader.read(engine, rows);
    requireIdentity(epoch);
    SecretTree current =
        SecretTree.restore(
            crypto, epoch.tree().leafCount(), take(epoch.number()), GroupState.window(settings));
    PastEpochs earlier = past(epoch, GroupState.window(settings));
    if (!messages.isEmpty() || !seats.isEmpty()) {
      throw new MalformedException("rows", 0, "rows of an epoch that is not kept");
    }
    Bytes waiting = rows.get(RowKey.Kind.PENDING.key());
    return new GroupState(
        epoch,
        current,
        earlier,
        resumptions(epoch.number(), settings),
        proposals(),
        held,
        early(epoch, earlier, settings.waiting()),
        Optional.ofNullable(waiting).map(row -> PendingForm.decode(engine, epoch, row)),
        whole(RowKey.Kind.SENDING, RowForms::sending),
        settings,
        false);
  }

  /// Whether an earlier version of the stored form is what was read.
  boolean outdated() {
    return EpochReader.required(rows, RowKey.Kind.HEADER).at(0) < RowForms.FORMAT;
  }

  private void sort(Bytes key, Bytes value) {
    RowKey.Kind kind = RowKey.kindOf(key);
    WireReader body = RowKey.body(key);
    switch (kind) {
      case SECRET_TREE ->
          messages
              .computeIfAbsent(new Epoch(body.uint64("epoch")), epoch -> new ArrayList<>())
              .add(new Row(body.rest(), value));
      case PAST -> past.put(new Epoch(body.uint64("epoch")), value);
      case SEAT -> seat(body, value);
      case PROPOSAL -> {
        var in = new WireReader(value);
        proposals.add(RowForms.proposal(in, body.rest(), crypto));
        in.end();
      }
      case HELD -> held(body.rest(), value);
      case EARLY -> {
        var in = new WireReader(value);
        early.add(RowForms.early(in, body.rest(), crypto));
        in.end();
      }
      case RESUMPTION -> resumption(new Epoch(body.uint64("epoch")), value);
      case NODE, PRIVATE_KEY -> RowKey.node(key);
      case HEADER, EPOCH, SECRETS, SENDING, PENDING, REINIT -> {}
    }
    if (kind != RowKey.Kind.NODE && kind != RowKey.Kind.PRIVATE_KEY) {
      body.end();
    }
  }

  private void resumption(Epoch epoch, Bytes value) {
    if (value.size() != crypto.suite().hashSize()) {
      throw new MalformedException("resumption", 0, "not a key of the suite");
    }
    resumptions.put(epoch, Secret.copyOf(value));
  }

  private Resumptions resumptions(Epoch current, GroupSettings settings) {
    List<Resumptions.Kept> newestFirst = new ArrayList<>();
    Epoch after = current;
    for (var row : resumptions.descendingMap().entrySet()) {
      if (row.getKey().isLast() || !row.getKey().next().equals(after)) {
        throw new MalformedException("resumption", 0, "the key of an epoch is missing");
      }
      after = row.getKey();
      newestFirst.add(new Resumptions.Kept(after, row.getValue()));
    }
    if (newestFirst.size() > settings.resumptionEpochs()) {
      throw new MalformedException("resumption", 0, "more keys than are kept");
    }
    return new Resumptions(newestFirst);
  }

  private void seat(WireReader body, Bytes value) {
    Epoch epoch = new Epoch(body.uint64("epoch"));
    LeafIndex leaf = RowForms.leaf(body, "leaf");
    var in = new WireReader(value);
    Member member = RowForms.member(in);
    in.end();
    if (!member.index().equals(leaf)) {
      throw in.malformed("member", "of another leaf");
    }
    seats.computeIfAbsent(epoch, one -> new HashMap<>()).put(leaf, member);
  }

  private void held(Bytes reference, Bytes value) {
    var in = new WireReader(value);
    AuthenticatedContent content = RowForms.content(in);
    in.end();
    HeldCommits.Held commit = HeldCommits.Held.of(crypto, content);
    if (!commit.reference().equals(reference)) {
      throw in.malformed("content", "not the commit that its key names");
    }
    held = held.with(commit);
  }

  private EarlyMessages early(EpochState epoch, PastEpochs earlier, Waiting limits) {
    early.sort(Comparator.comparingLong(EarlyMessages.Early::order));
    for (int i = 1; i < early.size(); i++) {
      if (early.get(i).order() == early.get(i - 1).order()) {
        throw new MalformedException("early", 0, "two messages came at once");
      }
    }
    EarlyMessages messages = EarlyMessages.of(early);
    if (!messages.fits(epoch, earlier, limits)) {
      throw new MalformedException("early", 0, "messages that are not kept");
    }
    return messages;
  }

  private ProposalCache proposals() {
    proposals.sort(Comparator.comparingLong(RowForms.Ordered::order));
    ProposalCache cache = ProposalCache.EMPTY;
    for (RowForms.Ordered one : proposals) {
      if (one.order() != cache.size()) {
        throw new MalformedException("proposals", 0, "a proposal is missing");
      }
      cache = cache.with(one.kept());
    }
    return cache;
  }

  private PastEpochs past(EpochState current, RatchetWindow window) {
    List<PastEpoch> newestFirst = new ArrayList<>();
    Epoch after = current.number();
    for (var row : past.descendingMap().entrySet()) {
      Epoch number = row.getKey();
      if (number.isLast() || !number.next().equals(after)) {
        throw new MalformedException("past", 0, "an epoch is missing");
      }
      after = number;
      newestFirst.add(past(number, row.getValue(), window));
    }
    return new PastEpochs(newestFirst);
  }

  private PastEpoch past(Epoch number, Bytes value, RatchetWindow window) {
    var in = new WireReader(value);
    GroupContext context = RowForms.context(in);
    LeafIndex self = RowForms.leaf(in, "self");
    long leafCount = in.uint32("leaf_count");
    long seatCount = in.uint32("seat_count");
    Secret senderData = Secret.copyOf(in.opaque("sender_data_secret"));
    in.end();
    if (!context.epoch().equals(number) || leafCount < 1 || leafCount > LeafIndex.LIMIT) {
      throw in.malformed("past", "not the epoch that its key names");
    }
    Map<LeafIndex, Member> changed = Optional.ofNullable(seats.remove(number)).orElse(Map.of());
    if (changed.size() != seatCount) {
      throw in.malformed("seat_count", "a seat is missing, or one too many");
    }
    SecretTree tree = SecretTree.restore(crypto, (int) leafCount, take(number), window);
    tree.retireHandshakes();
    return new PastEpoch(context, self, (int) leafCount, senderData, tree, changed);
  }

  private List<Row> take(Epoch epoch) {
    List<Row> found = messages.remove(epoch);
    if (found == null) {
      throw new MalformedException("secret tree", 0, "no rows of epoch " + epoch);
    }
    return found;
  }

  private void requireIdentity(EpochState epoch) {
    boolean same =
        epoch
            .member(epoch.self())
            .filter(own -> own.key().equals(identity.keys().publicKey()))
            .isPresent();
    if (!same) {
      throw new IllegalArgumentException("the identity is not the one of our leaf");
    }
  }

  private interface Form<T> {
    T read(WireReader in);
  }

  private <T> T whole(RowKey.Kind kind, Form<T> form) {
    var in = new WireReader(EpochReader.required(rows, kind));
    T value = form.read(in);
    in.end();
    return value;
  }
}
