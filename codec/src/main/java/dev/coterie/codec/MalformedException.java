package dev.coterie.codec;

/// The bytes do not parse: names the field and the offset at which reading stopped. Carries no
/// input bytes, so that it may be logged.
public final class MalformedException extends CoterieException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final int offset;
  private final String why;

  /// @param field the field of the specification that was being read
  /// @param offset octets from the start of the outermost input
  /// @param why what was expected, in a few words
  public MalformedException(String field, int offset, String why) {
    super(field + " at offset " + offset + ": " + why, null);
    this.field = field;
    this.offset = offset;
    this.why = why;
  }

  /// The field that was being read.
  public String field() {
    return field;
  }

  /// Octets from the start of the outermost input to the place where reading stopped.
  public int offset() {
    return offset;
  }

  /// What was wrong, in a few words.
  public String why() {
    return why;
  }
}
