package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a position in a sender's ratchet must obey.
public enum SecretTreeRule implements MlsRule {
  /// A generation opens one message: this one is used, or its key is no longer kept.
  GENERATION_SPENT(
      "AP-02",
      "RFC 9420 §9.1",
      Remedy.DROP,
      "a generation opens one message: this one is used, or its key is no longer kept"),

  /// A generation lies at most the maximum jump ahead.
  GENERATION_TOO_FAR(
      "AP-03", "RFC 9420 §15.3", Remedy.RESYNC, "a generation lies at most the maximum jump ahead"),

  /// A ratchet stops before its generation wraps: commit, then send.
  EXHAUSTED(
      "KS-05",
      "RFC 9420 §9.1",
      Remedy.RETRY,
      "a ratchet stops before its generation wraps: commit, then send");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  SecretTreeRule(String row, String section, Remedy remedy, String text) {
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
