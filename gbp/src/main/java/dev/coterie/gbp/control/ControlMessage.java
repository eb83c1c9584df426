package dev.coterie.gbp.control;

import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// The payload of a control stream. Who sent it, and in which epoch, MLS says. `docs/gbp2.md` §10.
///
/// @param request chosen by who asks, echoed in the answer: 0 to 2^32 − 1, 0 for neither
/// @param body what it is about
public record ControlMessage(long request, ControlBody body) {
  /// Its one encoding. An opcode that is not known, or is kept for another sequencer, is refused as
  /// [GbpRule#OPCODE_UNSUPPORTED] before anything else is looked at.
  public static final KeyedForm<ControlMessage> FORM =
      new KeyedForm<>(
          "control message",
          StreamType.CONTROL.maxPayload(),
          ControlMessage::read,
          ControlMessage::write);

  private static final long MAX_REQUEST = 0xffff_ffffL;

  /// Checks the range.
  public ControlMessage {
    if (request < 0 || request > MAX_REQUEST) {
      throw new IllegalArgumentException("request " + request);
    }
  }

  /// A message that neither asks nor answers.
  public static ControlMessage of(ControlBody body) {
    return new ControlMessage(0, body);
  }

  private static ControlMessage read(KeyedReader in) {
    int code = in.take(0, "opcode", item -> item.integer(1, 0xffff));
    var opcode =
        Opcode.of(code)
            .orElseThrow(() -> new RefusedException(GbpRule.OPCODE_UNSUPPORTED, "opcode " + code));
    long request = in.take(1, "request", item -> item.uint(0, MAX_REQUEST));
    return new ControlMessage(
        request, in.take(2, "body", item -> item.map(body -> ControlBody.read(opcode, body))));
  }

  private void write(KeyedWriter out) {
    out.uint(0, body.opcode().code()).uint(1, request).map(2, body::write);
  }
}
