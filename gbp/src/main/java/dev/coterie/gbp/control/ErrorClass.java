package dev.coterie.gbp.control;

/// What kind of thing went wrong. `docs/gbp2.md` §11.
public enum ErrorClass {
  /// Carrying octets.
  TRANSPORT(1),
  /// Opening or verifying.
  CRYPTO(2),
  /// Being where the other side thinks we are.
  STATE(3),
  /// Rules about what may be said where.
  POLICY(4),
  /// The shape of what was said.
  SCHEMA(5),
  /// Who may say it.
  AUTHORISATION(6);

  private final int code;

  ErrorClass(int code) {
    this.code = code;
  }

  /// The number on the wire, 1 to 6.
  public int code() {
    return code;
  }

  /// The class with a number on the wire.
  public static ErrorClass of(int code) {
    return switch (code) {
      case 1 -> TRANSPORT;
      case 2 -> CRYPTO;
      case 3 -> STATE;
      case 4 -> POLICY;
      case 5 -> SCHEMA;
      case 6 -> AUTHORISATION;
      default -> throw new IllegalArgumentException("error class " + code);
    };
  }
}
