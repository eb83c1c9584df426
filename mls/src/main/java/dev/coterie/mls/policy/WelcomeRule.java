package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a welcome must obey before its receiver joins.
public enum WelcomeRule implements MlsRule {
  /// A group is joined by a Welcome message.
  NOT_A_WELCOME(
      "WE-01", "RFC 9420 §12.4.3.1", Remedy.DROP, "a group is joined by a Welcome message"),

  /// Our key package is among those the welcome was made for.
  NOT_FOR_THIS_PACKAGE(
      "WE-01",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "our key package is among those the welcome was made for"),

  /// Welcome, group and key package have one cipher suite and version.
  SUITE(
      "WE-02",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "welcome, group and key package have one cipher suite and version"),

  /// The group secrets open with our init key.
  SECRETS_UNREADABLE(
      "WE-03", "RFC 9420 §12.4.3.1", Remedy.DROP, "the group secrets open with our init key"),

  /// Every pre-shared key that the welcome names is in our possession.
  PSK_UNKNOWN(
      "WE-04",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "every pre-shared key that the welcome names is in our possession"),

  /// At most one pre-shared key of usage reinit or branch.
  TWO_LINKS(
      "WE-05",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "at most one pre-shared key of usage reinit or branch"),

  /// The group info opens under the welcome secret.
  GROUP_INFO_UNREADABLE(
      "WE-06", "RFC 9420 §12.4.3.1", Remedy.DROP, "the group info opens under the welcome secret"),

  /// We are not in a group of this id.
  GROUP_KNOWN("WE-07", "RFC 9420 §12.4.3", Remedy.DROP, "we are not in a group of this id"),

  /// The ratchet tree is at hand, inside the group info or beside the welcome.
  TREE_MISSING(
      "WE-08",
      "RFC 9420 §12.4.3.1",
      Remedy.RETRY,
      "the ratchet tree is at hand, inside the group info or beside the welcome"),

  /// A leaf of the tree is byte for byte that of our key package.
  NOT_IN_TREE(
      "WE-09",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "a leaf of the tree is byte for byte that of our key package"),

  /// We support every group context extension and meet the required capabilities.
  EXTENSION_UNSUPPORTED(
      "WE-10",
      "RFC 9420 §13.4",
      Remedy.DROP,
      "we support every group context extension and meet the required capabilities"),

  /// The group info is signed by somebody else's leaf.
  SIGNER_IS_SELF(
      "WE-11",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "the group info is signed by somebody else's leaf"),

  /// The path secret gives the keys of the common ancestors.
  PATH_SECRET(
      "WE-12",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "the path secret gives the keys of the common ancestors"),

  /// The confirmation tag verifies under the derived key.
  CONFIRMATION_TAG(
      "WE-13",
      "RFC 9420 §12.4.3.1",
      Remedy.DROP,
      "the confirmation tag verifies under the derived key");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  WelcomeRule(String row, String section, Remedy remedy, String text) {
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
