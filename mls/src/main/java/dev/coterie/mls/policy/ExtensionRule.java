package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// Which extensions may stand where.
public enum ExtensionRule implements MlsRule {
  /// A group context holds only extensions that belong there.
  MISPLACED(
      "XT-08",
      "RFC 9420 §17.3",
      Remedy.DROP,
      "a group context holds only extensions that belong there"),

  /// No GREASE in a group context that we make.
  GREASE_IN_CONTEXT(
      "XT-12", "RFC 9420 §13.5", Remedy.DROP, "no GREASE in a group context that we make");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  ExtensionRule(String row, String section, Remedy remedy, String text) {
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
