package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What links a new group to an old one, by re-initialisation or as a branch.
public enum LinkRule implements MlsRule {
  /// A re-initialised group goes on under another id.
  REINIT_GROUP_ID(
      "RE-02", "RFC 9420 §11.2", Remedy.FATAL, "a re-initialised group goes on under another id"),

  /// The last commit of the old group re-initialised it.
  NOT_REINITIALISED(
      "RE-03", "RFC 9420 §11.2", Remedy.DROP, "the last commit of the old group re-initialised it"),

  /// A group that continues another one mixes in a key of it.
  NOT_LINKED(
      "RE-03",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "a group that continues another one mixes in a key of it"),

  /// Id, version, suite and extensions are those that the re-initialisation named.
  REINIT_PARAMETERS(
      "RE-02",
      "RFC 9420 §11.2",
      Remedy.DROP,
      "id, version, suite and extensions are those that the re-initialisation named"),

  /// A linked group is joined in epoch 1.
  FIRST_EPOCH("WE-14", "RFC 9420 §12.4.3.1", Remedy.DROP, "a linked group is joined in epoch 1"),

  /// All members of the old group are in the new one.
  MEMBER_MISSING(
      "RE-04",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "all members of the old group are in the new one"),

  /// Nobody is in the new group who was not in the old one.
  STRANGER(
      "RE-07",
      "RFC 9420 §11.3",
      Remedy.DROP,
      "nobody is in the new group who was not in the old one"),

  /// A branch has version and suite of the old group, and an id of its own.
  BRANCH_PARAMETERS(
      "RE-06",
      "RFC 9420 §11.3",
      Remedy.DROP,
      "a branch has version and suite of the old group, and an id of its own");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  LinkRule(String row, String section, Remedy remedy, String text) {
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
