package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What holds for whoever uses a group.
public enum ApplicationRule implements MlsRule {
  /// The byte budget of this member in this epoch is spent: update, then send.
  BUDGET_SPENT(
      "AP-05",
      "RFC 9420 §15.2",
      Remedy.RETRY,
      "the byte budget of this member in this epoch is spent: update, then send"),

  /// A limit of ours lies within its range.
  LIMIT_OUT_OF_RANGE(
      "AP-04", "RFC 9420 §15.3", Remedy.FATAL, "a limit of ours lies within its range"),

  /// Nothing is sent or processed in a group that was re-initialised.
  REINITIALISED(
      "CM-19",
      "RFC 9420 §12.4.2",
      Remedy.FATAL,
      "nothing is sent or processed in a group that was re-initialised"),

  /// Nothing is sent or processed in a group that is over for us.
  CLOSED(
      "AP-07",
      "RFC 9420 §12.4.2",
      Remedy.FATAL,
      "nothing is sent or processed in a group that is over for us");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  ApplicationRule(String row, String section, Remedy remedy, String text) {
    this.row = row;
    this.section = section;
    this.remedy = remedy;
    this.text = text;
  }

  @Override
  public String row() {
    return row;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }

  @Override
  public String text() {
    return text;
  }
}
