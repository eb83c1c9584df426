package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a key package must obey before its owner is added.
public enum KeyPackageRule implements MlsRule {
  /// Version and cipher suite are the group's.
  SUITE("KP-01", "RFC 9420 §10.1", Remedy.DROP, "version and cipher suite are the group's"),

  /// The key package is signed by its leaf's key.
  SIGNATURE("KP-03", "RFC 9420 §10.1", Remedy.DROP, "the key package is signed by its leaf's key"),

  /// What should be a key package is one.
  NOT_A_KEY_PACKAGE("KP-02", "RFC 9420 §10", Remedy.DROP, "what should be a key package is one"),

  /// The init key differs from the leaf's encryption key.
  INIT_KEY_REUSED(
      "KP-05",
      "RFC 9420 §10.1",
      Remedy.DROP,
      "the init key differs from the leaf's encryption key"),

  /// The init key is a valid key of the suite.
  INIT_KEY_INVALID(
      "KP-06", "RFC 9420 §10", Remedy.DROP, "the init key is a valid key of the suite"),

  /// No two adds of one commit share an init key.
  INIT_KEY_SHARED(
      "KP-06", "RFC 9420 §10", Remedy.DROP, "no two adds of one commit share an init key"),

  /// The lifetime contains the present when we add it.
  LIFETIME(
      "KP-08", "RFC 9420 §7.3", Remedy.DROP, "the lifetime contains the present when we add it"),

  /// The lifetime is in order and not longer than the configured maximum.
  LIFETIME_TOO_LONG(
      "KP-09",
      "RFC 9420 §7.2",
      Remedy.DROP,
      "the lifetime is in order and not longer than the configured maximum");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  KeyPackageRule(String row, String section, Remedy remedy, String text) {
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
