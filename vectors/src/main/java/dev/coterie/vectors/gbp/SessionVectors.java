package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MemberKey;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Sessions step by step: what came of each step, and the rows that are stored at the end. An empty
/// hash in the log stands for a record that the receiver no longer keeps.
final class SessionVectors implements VectorKind {
  /// A vector out of steps: their outcomes are what happens.
  static Json.Obj vector(String title, MemberKey self, List<Bytes> log, List<Json.Obj> steps) {
    var script = new SessionScript(self, log);
    var outcomes = new ArrayList<Json>();
    for (var step : steps) {
      outcomes.add(Json.object().with("step", step).with("outcome", script.run(step)).build());
    }
    return Json.object()
        .with("name", Fields.text(title))
        .with("self", Fields.member(self))
        .with("log", Fields.hashes(log))
        .with("steps", outcomes)
        .with("rows", script.rows())
        .build();
  }

  @Override
  public String name() {
    return "gbp2-sessions";
  }

  @Override
  public Set<String> members() {
    return Set.of("name", "self", "log", "steps", "rows");
  }

  @Override
  public void verify(Json.Obj vector) {
    var log = vector.array("log").items().stream().map(SessionVectors::hash).toList();
    var steps = vector.array("steps").objects().stream().map(step -> step.object("step")).toList();
    var again = vector(vector.text("name"), Fields.member(vector.object("self")), log, steps);
    var outcomes = vector.array("steps").objects();
    for (int i = 0; i < outcomes.size(); i++) {
      var came = again.array("steps").objects().get(i).object("outcome");
      if (!came.equals(outcomes.get(i).object("outcome"))) {
        throw new VectorException("step " + i + " has another outcome: " + came);
      }
    }
    if (!again.get("rows").equals(vector.get("rows"))) {
      throw new VectorException("other rows are stored");
    }
  }

  private static Bytes hash(Json value) {
    if (value instanceof Json.Text(var hex)) {
      return Bytes.fromHex(hex);
    }
    throw new VectorException("not a hash");
  }
}
