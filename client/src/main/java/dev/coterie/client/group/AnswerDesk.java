package dev.coterie.client.group;

import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.gbp.ReturnRequest;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.group.TreePlacement;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Members that ask to come back, and our answers to them. The log elects: in each epoch only the
/// first request that is open is answered, by the members in an order that its hash draws, so that
/// mostly one answers. `docs/gbp2.md` §9.
final class AnswerDesk {
  private static final int LAST_TURN = 64;
  private static final int EPOCHS = 3;
  private static final int GIVEN = 8;

  private final GroupCore core;
  private final Fingerprint self;
  private final TreeMap<Long, ReturnRow> open = new TreeMap<>();
  private final Set<Long> passed = new HashSet<>();
  private final Map<Fingerprint, Integer> given = new HashMap<>();
  private final Set<Bytes> inFlight = new HashSet<>();
  private @Nullable Turn turn;

  /// Whose turn it is.
  ///
  /// @param request its record
  /// @param since when the turn began
  /// @param due when ours is to answer
  /// @param answered whether we did
  /// @param served since when it needs no more answers
  private record Turn(
      long request, Instant since, Instant due, boolean answered, @Nullable Instant served) {
    Turn done() {
      return new Turn(request, since, due, true, served);
    }

    Turn served(Instant now) {
      return served == null ? new Turn(request, since, due, answered, now) : this;
    }

    /// When the next one has its turn.
    Instant end(Duration patience) {
      return served != null
          ? served.plus(patience.multipliedBy(ReturnRow.PATIENCES))
          : since.plus(patience.multipliedBy(ReturnRow.PATIENCES + LAST_TURN));
    }
  }

  AnswerDesk(GroupCore core, Fingerprint self, Collection<ReturnRow> rows) {
    this.core = core;
    this.self = self;
    rows.forEach(row -> open.put(row.sequence(), row));
  }

  List<OpenRequest> requests() {
    return open.values().stream().map(OpenRequest::of).toList();
  }

  /// Whether a payload is an MLSMessage that holds a key package.
  static boolean isRequest(Bytes payload) {
    return payload.size() > 4
        && payload.at(0) == 0
        && payload.at(1) == 1
        && payload.at(2) == 0
        && payload.at(3) == 5;
  }

  /// Somebody asks.
  void asked(LogRecord record) {
    if (!core.hasKeys()) {
      return;
    }
    KeyPackage keyPackage = KeyPackages.read(record.payload());
    ReturnRequest request = request(keyPackage);
    var member = Fingerprint.of(keyPackage.leafNode().signatureKey().value());
    boolean ours =
        request.group().equals(core.id)
            && keyPackage.cipherSuite().is(core.mls().suite())
            && record.sender().equals(member)
            && core.mls().members().map(Members::fingerprint).anyMatch(member::equals);
    if (!ours) {
      throw notTheirs(member + " in " + request.group());
    }
    gone(member);
    keep(new ReturnRow(record.sequence(), record.hash(), member, request, keyPackage, 0, 0));
  }

  private static ReturnRequest request(KeyPackage keyPackage) {
    return keyPackage.extensions().stream()
        .filter(each -> each.type() == ReturnRequest.TYPE)
        .findFirst()
        .map(each -> each instanceof Extension.Unknown(_, var body) ? body : Bytes.EMPTY)
        .map(ReturnRequest.FORM::decode)
        .orElseThrow(() -> notTheirs("a key package that asks for nothing"));
  }

  private static RefusedException notTheirs(String why) {
    return new RefusedException(ClientRule.RETURN_NOT_THEIRS, why);
  }

  private void keep(ReturnRow row) {
    open.put(row.sequence(), row);
    core.batch().put(Table.RETURN_REQUEST, key(row.member()), ReturnRow.CODEC.encode(row));
  }

  private Bytes key(Fingerprint member) {
    return GroupKeys.of(core.id, member.value());
  }

  /// Somebody asks no more: is back, or out.
  void gone(Fingerprint member) {
    if (open.values().removeIf(row -> row.member().equals(member))) {
      core.batch().delete(Table.RETURN_REQUEST, key(member));
    }
  }

  /// An answer stands in the log, ours or another member's.
  void answered(ReturnAnswer answer) {
    ReturnRow row = open.get(answer.request());
    if (row == null) {
      throw new RefusedException(ClientRule.ANSWER_UNASKED, "record " + answer.request());
    }
    if (answer.position().sequence() < core.row().lastHandshake()) {
      throw new RefusedException(
          ClientRule.ANSWER_STALE,
          "of record " + answer.position().sequence() + ", " + core.row().lastHandshake());
    }
    if (answer.piece() == answer.pieces() - 1) {
      ReturnRow next = row.answered();
      keep(next);
      if (next.isServed()) {
        withdraw();
      }
    }
  }

  /// An epoch has ended: whoever was answered in it needs another answer.
  void epochEnded(StagedCommit merged) {
    merged.removed().forEach(member -> gone(Members.fingerprint(member)));
    for (ReturnRow row : List.copyOf(open.values())) {
      ReturnRow next = row.epochEnded();
      if (next.epochs() >= EPOCHS) {
        gone(row.member());
      } else {
        keep(next);
      }
    }
    passed.clear();
    given.clear();
    turn = null;
    withdraw();
  }

  private void withdraw() {
    inFlight.forEach(hubId -> core.effect(new Effect.Withdraw(hubId)));
    inFlight.clear();
  }

  /// Answers, if it is time.
  ///
  /// @param mayAnswer whether our keys are those of the epoch
  void advance(boolean mayAnswer) {
    if (!mayAnswer) {
      turn = null;
      return;
    }
    for (ReturnRow row : List.copyOf(open.values())) {
      if (passed.contains(row.sequence())) {
        continue;
      }
      Turn now = turnOf(row);
      if (!now.end(core.limits.patience()).isAfter(core.now())
          || given.getOrDefault(row.member(), 0) >= GIVEN) {
        passed.add(row.sequence());
        continue;
      }
      if (!row.isServed()
          && !now.answered()
          && !row.member().equals(self)
          && !now.due().isAfter(core.now())) {
        turn = now.done();
        given.merge(row.member(), 1, Integer::sum);
        answer(row);
      }
      return;
    }
    turn = null;
  }

  private Turn turnOf(ReturnRow row) {
    Turn now = turn;
    if (now == null || now.request() != row.sequence()) {
      Instant due = core.now().plus(core.limits.patience().multipliedBy(rank(row)));
      now = new Turn(row.sequence(), core.now(), due, false, null);
    }
    if (row.isServed()) {
      now = now.served(core.now());
    }
    turn = now;
    return now;
  }

  /// How many members answer before us.
  private long rank(ReturnRow row) {
    Bytes mine = draw(row, core.mls().self());
    return core.mls()
        .members()
        .filter(member -> !Members.fingerprint(member).equals(row.member()))
        .filter(member -> draw(row, member.index()).compareTo(mine) < 0)
        .limit(LAST_TURN)
        .count();
  }

  private static Bytes draw(ReturnRow row, LeafIndex leaf) {
    return Fingerprint.of(new WireWriter().raw(row.hash()).uint32(leaf.unsigned()).toBytes())
        .value();
  }

  private void answer(ReturnRow row) {
    LogPosition at = Framing.position(core.row().mark());
    HpkeCiphertext sealed =
        SuiteCrypto.of(core.mls().suite())
            .encryptWithLabel(
                row.keyPackage().initKey(),
                ReturnAnswer.LABEL,
                ReturnAnswer.context(core.id, row.hash(), at),
                core.mls().groupInfo(TreePlacement.INSIDE, core.random),
                core.random);
    Bytes octets = HpkeCiphertext.CODEC.encode(sealed);
    int pieces = (octets.size() + ReturnAnswer.MAX_PIECE - 1) / ReturnAnswer.MAX_PIECE;
    if (pieces > ReturnAnswer.MAX_PIECES) {
      return; // a group of that size comes back by invitation
    }
    for (int i = 0; i < pieces; i++) {
      int from = i * ReturnAnswer.MAX_PIECE;
      int size = Math.min(ReturnAnswer.MAX_PIECE, octets.size() - from);
      var answer = new ReturnAnswer(row.sequence(), i, pieces, octets.slice(from, size), at);
      Bytes hubId = core.random.bytes(16);
      inFlight.add(hubId);
      core.effect(
          new Effect.AppendText(
              new ApplicationAppend(core.hubId, hubId, ReturnAnswer.FORM.encode(answer))));
    }
  }

  /// The hub has answered an append.
  void settled(Bytes hubId) {
    inFlight.remove(hubId);
  }

  /// When to look again.
  Optional<Instant> wakeAt() {
    Turn now = turn;
    if (now == null) {
      return Optional.empty();
    }
    Instant end = now.end(core.limits.patience());
    boolean waits = !now.answered() && now.served() == null && now.due().isAfter(core.now());
    return Optional.of(waits && now.due().isBefore(end) ? now.due() : end);
  }
}
