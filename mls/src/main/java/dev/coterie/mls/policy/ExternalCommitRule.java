package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a commit must obey by which somebody outside a group adds itself.
public enum ExternalCommitRule implements MlsRule {
  /// There is exactly one external_init.
  ONE_EXTERNAL_INIT("EC-02", "RFC 9420 §12.2", Remedy.DROP, "there is exactly one external_init"),

  /// There is at most one remove.
  ONE_REMOVE("EC-03", "RFC 9420 §12.2", Remedy.DROP, "there is at most one remove"),

  /// The leaf to come back to is one of the group.
  NO_FORMER_LEAF(
      "EC-03", "RFC 9420 §12.4.3.2", Remedy.DROP, "the leaf to come back to is one of the group"),

  /// There are no other proposals but of pre-shared keys.
  OTHER_PROPOSAL(
      "EC-05",
      "RFC 9420 §12.2",
      Remedy.DROP,
      "there are no other proposals but of pre-shared keys"),

  /// Nothing stands by reference.
  BY_REFERENCE("EC-06", "RFC 9420 §12.4.3.2", Remedy.DROP, "nothing stands by reference"),

  /// The output of the key encapsulation opens with the external key of the epoch.
  KEM_OUTPUT(
      "EC-08",
      "RFC 9420 §8.3",
      Remedy.DROP,
      "the output of the key encapsulation opens with the external key of the epoch"),

  /// The application lets this one in from outside.
  ENTRANT_REFUSED(
      "EC-11", "RFC 9420 §12.4.3.2", Remedy.DROP, "the application lets this one in from outside");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  ExternalCommitRule(String row, String section, Remedy remedy, String text) {
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
