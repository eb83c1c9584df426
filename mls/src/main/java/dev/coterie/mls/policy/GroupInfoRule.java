package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a group info, and the founding of a group, must obey.
public enum GroupInfoRule implements MlsRule {
  /// The signer's leaf lies in the tree and is not blank.
  SIGNER_UNKNOWN(
      "GI-01",
      "RFC 9420 §12.4.3",
      Remedy.DROP,
      "the signer's leaf lies in the tree and is not blank"),

  /// The group info is signed by the leaf that it names.
  SIGNATURE(
      "GI-01",
      "RFC 9420 §12.4.3",
      Remedy.DROP,
      "the group info is signed by the leaf that it names"),

  /// The group context has version mls10.
  VERSION("GI-03", "RFC 9420 §6", Remedy.DROP, "the group context has version mls10"),

  /// The group context names the suite of the key package.
  SUITE(
      "GI-03", "RFC 9420 §6", Remedy.DROP, "the group context names the suite of the key package"),

  /// Who adds itself to a group needs a group info.
  NOT_A_GROUP_INFO(
      "EC-01", "RFC 9420 §12.4.3.2", Remedy.DROP, "who adds itself to a group needs a group info"),

  /// Who adds itself to a group needs the key of the epoch for outsiders.
  EXTERNAL_PUB_MISSING(
      "EC-01",
      "RFC 9420 §12.4.3.2",
      Remedy.RETRY,
      "who adds itself to a group needs the key of the epoch for outsiders"),

  /// The key for outsiders is one of the suite.
  EXTERNAL_PUB_INVALID(
      "GI-04", "RFC 9420 §12.4.3.2", Remedy.DROP, "the key for outsiders is one of the suite"),

  /// The creator's leaf supports the initial extensions and required capabilities.
  CREATOR_LACKS_SUPPORT(
      "GI-10",
      "RFC 9420 §11.1",
      Remedy.FATAL,
      "the creator's leaf supports the initial extensions and required capabilities"),

  /// A group is founded with a version and suite that all who are to be in it support.
  NO_COMMON_SUITE(
      "GI-07",
      "RFC 9420 §11",
      Remedy.FATAL,
      "a group is founded with a version and suite that all who are to be in it support");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  GroupInfoRule(String row, String section, Remedy remedy, String text) {
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
