package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What binds keys to people.
public enum CredentialRule implements MlsRule {

  /// The authentication service accepts the credential.
  REFUSED(
      "CR-11", "RFC 9420 §5.3.1", Remedy.DROP, "the authentication service accepts the credential"),

  /// The authentication service accepts the new credential as a successor of the old one.
  SUCCESSOR_REFUSED(
      "CR-12",
      "RFC 9420 §5.3.1",
      Remedy.DROP,
      "the authentication service accepts the new credential as a successor of the old one");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  CredentialRule(String row, String section, Remedy remedy, String text) {
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
