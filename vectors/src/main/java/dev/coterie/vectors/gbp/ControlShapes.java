package dev.coterie.vectors.gbp;

import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.control.Ack;
import dev.coterie.gbp.control.CapabilityNotice;
import dev.coterie.gbp.control.ControlBody;
import dev.coterie.gbp.control.ControlMessage;
import dev.coterie.gbp.control.DigestRequest;
import dev.coterie.gbp.control.DigestResponse;
import dev.coterie.gbp.control.DigestResponse.EpochDigest;
import dev.coterie.gbp.control.Effect;
import dev.coterie.gbp.control.ErrorClass;
import dev.coterie.gbp.control.ErrorObject;
import dev.coterie.gbp.control.ForkReport;
import dev.coterie.gbp.control.InvalidCommitReport;
import dev.coterie.gbp.control.Nack;
import dev.coterie.gbp.control.Subject;
import dev.coterie.mls.message.Epoch;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;

/// Control messages: `docs/gbp2.md` §10 and §11.
final class ControlShapes {
  static final Shape<ControlMessage> CONTROL =
      new Shape<>(
          "control",
          ControlMessage.FORM,
          ControlMessage.class,
          value ->
              Json.object()
                  .with("opcode", value.body().opcode().code())
                  .with("request", value.request())
                  .with("body", show(value.body()))
                  .build(),
          in ->
              new ControlMessage(
                  in.number("request"), read(in.small("opcode"), in.object("body"))));

  private ControlShapes() {}

  private static Json.Obj show(ControlBody body) {
    return switch (body) {
      case DigestRequest(var since) -> Json.object().with("since", since.value()).build();
      case DigestResponse(var oldest, var epochs) ->
          Json.object()
              .with("oldest", oldest.value())
              .with("epochs", epochs.stream().map(ControlShapes::show).toList())
              .build();
      case InvalidCommitReport report ->
          Json.object()
              .with("log_sequence", report.sequence())
              .with("record_hash", report.recordHash())
              .with("commit_hash", report.commitHash())
              .with("error", report.error())
              .with("details", Fields.text(report.details()))
              .build();
      case CapabilityNotice notice ->
          Json.object()
              .with("versions", notice.versions().stream().map(Json.Num::new).toList())
              .with("features", notice.features().stream().map(Fields::text).toList())
              .with("suites", notice.suites().stream().map(suite -> new Json.Num(suite)).toList())
              .build();
      case Ack(var subject) -> Json.object().with("subject", show(subject)).build();
      case Nack(var subject, var error) ->
          Json.object().with("subject", show(subject)).with("error", show(error)).build();
      case ForkReport report ->
          Fields.position(
                  Json.object()
                      .with("leaf", report.leaf().unsigned())
                      .with("epoch", report.epoch().value()),
                  report.claimed())
              .with("record", report.record())
              .with("own_hash", Fields.maybe(report.own(), Json::of))
              .build();
    };
  }

  private static Json.Obj show(EpochDigest digest) {
    return Json.object()
        .with("epoch", digest.epoch().value())
        .with("context_hash", digest.contextHash())
        .with("log_sequence", digest.sequence())
        .build();
  }

  private static Json.Obj show(Subject subject) {
    return Fields.stream(Json.object().with("stream_type", subject.type().code()), subject.stream())
        .with("sequence", subject.sequence())
        .build();
  }

  private static Json.Obj show(ErrorObject error) {
    return Json.object()
        .with("code", error.code())
        .with("class", error.errorClass().code())
        .with("effects", Effect.toBits(error.effects()))
        .with("reason", Fields.text(error.reason()))
        .with("details", error.details())
        .build();
  }

  private static ControlBody read(int opcode, Json.Obj in) {
    return switch (opcode) {
      case 5 -> new DigestRequest(new Epoch(in.number("since")));
      case 6 ->
          new DigestResponse(
              new Epoch(in.number("oldest")),
              in.array("epochs").objects().stream().map(ControlShapes::digest).toList());
      case 7 ->
          new InvalidCommitReport(
              in.number("log_sequence"),
              in.hex("record_hash"),
              in.hex("commit_hash"),
              in.small("error"),
              in.text("details"));
      case 8 ->
          new CapabilityNotice(
              in.array("versions").items().stream().map(Json::asNumber).toList(),
              in.array("features").items().stream().map(ControlShapes::string).toList(),
              in.array("suites").items().stream()
                  .map(suite -> Math.toIntExact(Json.asNumber(suite)))
                  .toList());
      case 9 -> new Ack(subject(in.object("subject")));
      case 10 -> new Nack(subject(in.object("subject")), error(in.object("error")));
      case 11 ->
          new ForkReport(
              Fields.leaf(in),
              Fields.epoch(in),
              new LogPosition(in.number("log_sequence"), in.hex("log_head")),
              in.number("record"),
              in.optionalHex("own_hash"));
      default -> throw new VectorException("no body for opcode " + opcode);
    };
  }

  private static String string(Json value) {
    if (value instanceof Json.Text(var text)) {
      return text;
    }
    throw new VectorException("not a string");
  }

  private static EpochDigest digest(Json.Obj in) {
    return new EpochDigest(Fields.epoch(in), in.hex("context_hash"), in.number("log_sequence"));
  }

  private static Subject subject(Json.Obj in) {
    return new Subject(Fields.type(in), Fields.stream(in), in.number("sequence"));
  }

  private static ErrorObject error(Json.Obj in) {
    return new ErrorObject(
        in.small("code"),
        ErrorClass.of(in.small("class")),
        Effect.ofBits(in.small("effects")),
        in.text("reason"),
        in.hex("details"));
  }
}
