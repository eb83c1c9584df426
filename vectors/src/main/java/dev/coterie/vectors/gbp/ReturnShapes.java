package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.gbp.ReturnRequest;
import dev.coterie.mls.message.GroupId;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Requests to come back, and answers: `docs/gbp2.md` §9.
final class ReturnShapes {
  static final Shape<ReturnRequest> REQUEST =
      new Shape<>(
          "return request",
          ReturnRequest.FORM,
          ReturnRequest.class,
          ReturnShapes::show,
          ReturnShapes::request);

  static final Shape<ReturnAnswer> ANSWER =
      new Shape<>(
          "return answer",
          ReturnAnswer.FORM,
          ReturnAnswer.class,
          ReturnShapes::show,
          ReturnShapes::answer);

  static final List<Shape<?>> ALL = List.of(REQUEST, ANSWER);

  private ReturnShapes() {}

  static List<Json.Obj> samples() {
    var vectors = new ArrayList<Json.Obj>();
    var group = new GroupId(EncodingSamples.run(0, 32));
    var at = new LogPosition(41, EncodingSamples.HASH);
    for (var reason : ReturnReason.values()) {
      vectors.add(
          REQUEST.vector(reason.name(), new ReturnRequest(group, reason, Optional.of(at), 1)));
    }
    vectors.add(
        REQUEST.vector(
            "no record known, last attempt",
            new ReturnRequest(
                new GroupId(EncodingSamples.run(0, 255)),
                ReturnReason.LOST,
                Optional.empty(),
                ReturnRequest.MAX_ATTEMPTS)));
    Bytes sealed = EncodingSamples.run(0, 64);
    var far = new LogPosition(Long.MAX_VALUE, EncodingSamples.OTHER);
    vectors.add(ANSWER.vector("whole", new ReturnAnswer(43, 0, 1, sealed, at)));
    vectors.add(ANSWER.vector("first of two", new ReturnAnswer(43, 0, 2, sealed, at)));
    vectors.add(
        ANSWER.vector(
            "last of sixteen", new ReturnAnswer(Long.MAX_VALUE, 15, 16, Bytes.of(0), far)));
    return vectors;
  }

  private static Json.Obj show(ReturnRequest request) {
    return Json.object()
        .with("group", request.group().value())
        .with("reason", request.reason().code())
        .with("stuck_at", Fields.maybe(request.stuckAt(), ReturnShapes::show))
        .with("attempt", request.attempt())
        .build();
  }

  private static Json.Obj show(LogPosition position) {
    return Fields.position(Json.object(), position).build();
  }

  private static ReturnRequest request(Json.Obj in) {
    return new ReturnRequest(
        new GroupId(in.hex("group")),
        ReturnReason.of(in.small("reason")).orElseThrow(),
        Fields.maybe(in, "stuck_at", _ -> Fields.position(in.object("stuck_at"))),
        in.small("attempt"));
  }

  private static Json.Obj show(ReturnAnswer answer) {
    var out =
        Json.object()
            .with("request", answer.request())
            .with("piece", answer.piece())
            .with("pieces", answer.pieces())
            .with("sealed", answer.sealed());
    return Fields.position(out, answer.position()).build();
  }

  private static ReturnAnswer answer(Json.Obj in) {
    return new ReturnAnswer(
        in.number("request"),
        in.small("piece"),
        in.small("pieces"),
        in.hex("sealed"),
        Fields.position(in));
  }
}
