package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.gap.CallEpoch;
import dev.coterie.gap.CallMode;
import dev.coterie.gap.CallSession;
import dev.coterie.gap.Holder;
import dev.coterie.gap.Spoken;
import dev.coterie.gap.Verdict;
import dev.coterie.gbp.MemberKey;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One member's call, driven by the steps of a vector.
final class MediaScript {
  private final CallSession call;
  private long sequence;

  MediaScript(SFrameSuite suite, MemberKey self) {
    call = CallSession.create(CallMode.RECORD, suite, self, List.of());
    call.open(0);
  }

  /// Does a step, and says what came of it.
  Json.Obj run(Json.Obj step) {
    return switch (step.text("do")) {
      case "enter" -> enter(step);
      case "hear" -> hear(step);
      case "speak" -> speak(step);
      default -> throw new VectorException("no step " + step.text("do"));
    };
  }

  private Json.Obj enter(Json.Obj step) {
    long before = call.statistics().replayed();
    call.enter(epoch(step), Secret.copyOf(step.hex("base_key")), at(step));
    call.due().forEach(call::confirm);
    return Json.object()
        .with("heard_now", call.statistics().replayed() - before)
        .with("still_waiting", call.statistics().waiting())
        .build();
  }

  static CallEpoch epoch(Json.Obj step) {
    Map<Integer, Holder> holders = new HashMap<>();
    for (var holder : step.array("holders").objects()) {
      var member = Fields.member(holder);
      holders.put(member.leaf().value(), new Holder(member, holder.hex("identity")));
    }
    return new CallEpoch(
        Fields.epoch(step),
        step.small("leaf_count"),
        step.small("removes") == 0 ? Begun.WITHOUT_REMOVE : Begun.WITH_REMOVE,
        leaf -> Optional.ofNullable(holders.get(leaf.value())));
  }

  static Instant at(Json.Obj step) {
    return Instant.EPOCH.plusMillis(step.number("at"));
  }

  private Json.Obj hear(Json.Obj step) {
    var verdict = call.hear(at(step), step.hex("from"), step.hex("frame"));
    return switch (verdict) {
      case Verdict.Accepted(var source, var number, var epoch) ->
          said("ACCEPTED")
              .with("member", Fields.member(source.member()))
              .with("channel", source.channel())
              .with("sequence", number)
              .with("epoch", epoch)
              .build();
      case Verdict.Waiting _ -> said("WAITING").build();
      case Verdict.Refused(var rule) -> said(rule.name()).build();
    };
  }

  private static Json.Builder said(String verdict) {
    return Json.object().with("verdict", Fields.text(verdict));
  }

  private Json.Obj speak(Json.Obj step) {
    var frame = frame(call, step.number("timestamp"), step.hex("opus"));
    sequence++;
    return Json.object().with("sequence", sequence).with("frame", frame).build();
  }

  /// What a member says on its channel 0.
  static Bytes frame(CallSession call, long timestamp, Bytes opus) {
    if (call.speak(0, timestamp, opus) instanceof Spoken.Frame(var frame, _)) {
      return frame;
    }
    throw new VectorException("nothing can be said");
  }
}
