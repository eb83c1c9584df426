package dev.coterie.vectors.gbp;

import dev.coterie.gbp.MemberKey;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Calls step by step: what a member enters, hears and says, and what comes of it. Times are
/// milliseconds.
final class MediaSessionVectors implements VectorKind {
  /// A vector out of steps: their outcomes are what happens.
  static Json.Obj vector(String title, int suite, MemberKey self, List<Json.Obj> steps) {
    var script = new MediaScript(SFrameSuite.of(suite).orElseThrow(), self);
    var outcomes = new ArrayList<Json>();
    for (var step : steps) {
      outcomes.add(Json.object().with("step", step).with("outcome", script.run(step)).build());
    }
    return Json.object()
        .with("name", Fields.text(title))
        .with("media_suite", suite)
        .with("self", Fields.member(self))
        .with("steps", outcomes)
        .build();
  }

  @Override
  public String name() {
    return "gbp2-media";
  }

  @Override
  public Set<String> members() {
    return Set.of("name", "media_suite", "self", "steps");
  }

  @Override
  public void verify(Json.Obj vector) {
    var steps = vector.array("steps").objects().stream().map(step -> step.object("step")).toList();
    var again =
        vector(
            vector.text("name"),
            vector.small("media_suite"),
            Fields.member(vector.object("self")),
            steps);
    var outcomes = vector.array("steps").objects();
    for (int i = 0; i < outcomes.size(); i++) {
      var came = again.array("steps").objects().get(i).object("outcome");
      if (!came.equals(outcomes.get(i).object("outcome"))) {
        throw new VectorException("step " + i + " has another outcome: " + came);
      }
    }
  }
}
