package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.session.Arrival;
import dev.coterie.gbp.session.GbpSession;
import dev.coterie.gbp.session.GroupView;
import dev.coterie.gbp.session.Verdict;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.group.StateDelta;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Runs the steps of a session vector against a session, its stored rows, and the group and log
/// that the vector gives it.
final class SessionScript implements GroupView {
  private final Map<LeafIndex, MemberKey> members = new HashMap<>();
  private final TreeMap<Bytes, Bytes> rows = new TreeMap<>();
  private final List<Bytes> log;
  private GbpSession session;

  /// @param log chained hashes of the receiver's log, from sequence 0
  SessionScript(MemberKey self, List<Bytes> log) {
    this.log = log;
    var started = GbpSession.begin(self);
    session = started.session();
    store(started.delta());
  }

  /// Runs a step and tells what came of it.
  Json.Obj run(Json.Obj step) {
    return switch (step.text("do")) {
      case "admit" -> {
        var member = Fields.member(step);
        members.put(member.leaf(), member);
        yield done();
      }
      case "remove" -> {
        members.remove(Fields.leaf(step));
        store(session.vacated(Fields.epoch(step), List.of(Fields.leaf(step))));
        yield done();
      }
      case "restart" -> {
        session = GbpSession.restore(put());
        yield done();
      }
      case "settle" -> {
        store(session.settle(Fields.member(step)));
        yield done();
      }
      case "hear" -> hear(step);
      case "say" -> say(step);
      default -> throw new VectorException("no step " + step.text("do"));
    };
  }

  private static Json.Obj done() {
    return Json.object().build();
  }

  private Json.Obj hear(Json.Obj step) {
    int record = step.small("record");
    var arrival =
        new Arrival(
            Fields.member(step.object("sender")),
            Fields.epoch(step),
            step.hex("authenticated_data"),
            Bytes.wrap(new byte[step.small("payload_size")]),
            new LogPosition(record, log.get(record)));
    return switch (session.accept(arrival, this)) {
      case Verdict.Delivered delivered -> {
        store(delivered.delta());
        yield Json.object()
            .with("verdict", Fields.text("DELIVERED"))
            .with("skipped", delivered.skipped())
            .with("log", Fields.text(delivered.log().name()))
            .build();
      }
      case Verdict.Refused refused -> {
        if (refused instanceof Verdict.Forked forked) {
          store(forked.delta());
        }
        yield Json.object()
            .with("verdict", Fields.text(refused.rule().name()))
            .with("code", refused.rule().error().code())
            .build();
      }
    };
  }

  private Json.Obj say(Json.Obj step) {
    try {
      var payload = Bytes.wrap(new byte[step.small("payload_size")]);
      var composed =
          session.compose(Fields.type(step), step.small("channel"), Fields.flags(step), payload);
      store(composed.delta());
      var data = session.authenticatedData(composed.message(), Fields.position(step));
      return Json.object()
          .with("sequence", composed.message().sequence())
          .with("authenticated_data", data)
          .build();
    } catch (RefusedException e) {
      return Json.object().with("refused", Fields.text(e.rule().name())).build();
    }
  }

  /// The stored rows.
  List<Json> rows() {
    return rows.entrySet().stream()
        .map(
            row ->
                (Json)
                    Json.object().with("key", row.getKey()).with("value", row.getValue()).build())
        .toList();
  }

  private List<Put> put() {
    return rows.entrySet().stream().map(row -> new Put(row.getKey(), row.getValue())).toList();
  }

  private void store(StateDelta delta) {
    delta.puts().forEach(put -> rows.put(put.key(), put.value()));
    delta.deletes().forEach(rows::remove);
  }

  @Override
  public Optional<MemberKey> occupant(LeafIndex leaf) {
    return Optional.ofNullable(members.get(leaf));
  }

  @Override
  public Optional<Bytes> headAt(long sequence) {
    return sequence < log.size() && !log.get((int) sequence).isEmpty()
        ? Optional.of(log.get((int) sequence))
        : Optional.empty();
  }
}
