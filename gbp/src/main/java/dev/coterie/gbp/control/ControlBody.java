package dev.coterie.gbp.control;

import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// What a control message is about: one record per opcode. `docs/gbp2.md` §10.
public sealed interface ControlBody
    permits DigestRequest,
        DigestResponse,
        InvalidCommitReport,
        CapabilityNotice,
        Ack,
        Nack,
        ForkReport {
  /// The opcode that goes with it.
  Opcode opcode();

  /// Writes the keys of the body.
  void write(KeyedWriter out);

  /// Reads the body that goes with an opcode.
  static ControlBody read(Opcode opcode, KeyedReader in) {
    return switch (opcode) {
      case DIGEST_REQUEST -> DigestRequest.read(in);
      case DIGEST_RESPONSE -> DigestResponse.read(in);
      case REPORT_INVALID_COMMIT -> InvalidCommitReport.read(in);
      case CAPABILITIES -> CapabilityNotice.read(in);
      case ACK -> Ack.read(in);
      case NACK -> Nack.read(in);
      case REPORT_FORK -> ForkReport.read(in);
    };
  }
}
