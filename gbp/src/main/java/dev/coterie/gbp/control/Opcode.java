package dev.coterie.gbp.control;

import java.util.Optional;

/// What a control message is about; the numbers are those of GBP version 1. `docs/gbp2.md` §10.
/// Numbers 1 to 4 (prepare, ready, execute, abort) are kept for members who order commits among
/// themselves and have no constant yet.
public enum Opcode {
  /// Asks for history.
  DIGEST_REQUEST(5),
  /// Tells it.
  DIGEST_RESPONSE(6),
  /// Names a commit that could not be processed.
  REPORT_INVALID_COMMIT(7),
  /// What the sender can do.
  CAPABILITIES(8),
  /// A message arrived.
  ACK(9),
  /// A message arrived and could not be used.
  NACK(10),
  /// A log position contradicted the reporter's log.
  REPORT_FORK(11);

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  /// The number on the wire.
  public int code() {
    return code;
  }

  static Optional<Opcode> of(int code) {
    return switch (code) {
      case 5 -> Optional.of(DIGEST_REQUEST);
      case 6 -> Optional.of(DIGEST_RESPONSE);
      case 7 -> Optional.of(REPORT_INVALID_COMMIT);
      case 8 -> Optional.of(CAPABILITIES);
      case 9 -> Optional.of(ACK);
      case 10 -> Optional.of(NACK);
      case 11 -> Optional.of(REPORT_FORK);
      default -> Optional.empty();
    };
  }
}
