package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What pre-shared keys must obey, besides the length of their nonces.
public enum PskRule implements MlsRule {
  /// Usages reinit and branch link a new group to an old one, and nothing else.
  USAGE(
      "PS-03",
      "RFC 9420 §12.1.4",
      Remedy.DROP,
      "usages reinit and branch link a new group to an old one, and nothing else"),

  /// No name of a pre-shared key stands twice in a list.
  TWICE(
      "PR-18", "RFC 9420 §12.2", Remedy.DROP, "no name of a pre-shared key stands twice in a list"),

  /// A pre-shared key that we commit is in our possession.
  UNKNOWN(
      "PS-07",
      "RFC 9420 §12.4.2",
      Remedy.RETRY,
      "a pre-shared key that we commit is in our possession");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  PskRule(String row, String section, Remedy remedy, String text) {
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
