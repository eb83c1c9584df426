package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a leaf must obey, alone and among the others.
public enum LeafRule implements MlsRule {
  /// A leaf from a key package is signed by its own key.
  SIGNATURE("LN-01", "7.3", "a leaf is signed by its own signature key"),

  /// A leaf from an update or a commit is signed for the group and the index where it sits.
  SIGNATURE_IN_PLACE(
      "LN-02", "7.2", "a leaf made inside a group is signed for this group and its own index"),

  /// Key packages bring leaves of source key_package.
  SOURCE_OF_KEY_PACKAGE("KP-04", "7.3", "the leaf of a key package has source key_package"),

  /// Updates bring leaves of source update.
  SOURCE_OF_UPDATE("LN-03", "7.3", "the leaf of an update has source update"),

  /// An update changes the encryption key.
  UPDATE_KEEPS_KEY(
      "LN-03", "7.3", "an update's encryption key differs from the one that it replaces"),

  /// Paths bring leaves of source commit.
  SOURCE_OF_PATH("LN-04", "7.3", "the leaf of a path has source commit"),

  /// A path changes the encryption key of its leaf.
  PATH_KEEPS_KEY(
      "LN-04",
      "12.4.2",
      "a path's leaf has another encryption key than the committer's current one"),

  /// We send no leaf outside its lifetime.
  OWN_LIFETIME("LN-06", "7.3", "the lifetime of a leaf that we send contains the present"),

  /// By policy, leaves in a tree are inside their lifetime too.
  LIFETIME("LN-07", "7.3", "the lifetime of a leaf contains the present"),

  /// By policy, leaves in a tree live no longer than the configured maximum.
  LIFETIME_TOO_LONG("KP-09", "7.2", "a lifetime is in order and not longer than the maximum"),

  /// The leaf supports what the group requires.
  REQUIRED_CAPABILITIES("LN-08", "7.3", "capabilities contain all required capabilities"),

  /// The leaf supports the group's version and suite.
  VERSION_OR_SUITE("LN-09", "11.1", "capabilities list the group's version and cipher suite"),

  /// The leaf supports its own credential type.
  OWN_CREDENTIAL_TYPE("LN-10", "7.2", "capabilities list the leaf's own credential type"),

  /// Everybody supports every credential type in use.
  CREDENTIAL_TYPE_IN_USE("LN-11", "7.3", "every member supports every credential type in use"),

  /// The leaf lists its own extensions.
  OWN_EXTENSION("LN-12", "7.3", "capabilities list the non-default extensions of the leaf"),

  /// Signature keys are unique.
  SIGNATURE_KEY_TAKEN("LN-13", "7.3", "no two members have one signature key"),

  /// Encryption keys are unique.
  ENCRYPTION_KEY_TAKEN("LN-14", "7.3", "no other node has the leaf's encryption key"),

  /// The leaf supports the extensions of the group context.
  GROUP_EXTENSION("LN-17", "13.4", "capabilities list the group context's non-default extensions"),

  /// Default types are not listed in capabilities that we make.
  DEFAULT_TYPE_LISTED("XT-05", "7.2", "capabilities that we make or add list no default types");

  private final String row;
  private final String section;
  private final String text;

  LeafRule(String row, String section, String text) {
    this.row = row;
    this.section = "RFC 9420 §" + section;
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
    return Remedy.DROP;
  }

  @Override
  public String text() {
    return text;
  }
}
