package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a ratchet tree and an update path must obey.
public enum TreeRule implements MlsRule {
  /// An exported tree ends with a node that is not blank.
  LAST_NODE_BLANK("TR-01", "12.4.3.3", Remedy.DROP, "an exported tree ends with a non-blank node"),

  /// Leaves stand at even, parents at odd places.
  NODE_MISPLACED(
      "TR-02", "12.4.3.3", Remedy.DROP, "leaves stand at even and parents at odd places"),

  /// Leaf indexes stay below 2^30.
  LEAF_OUT_OF_RANGE("TR-03", "7.7", Remedy.DROP, "leaf indexes are below 2^30 and inside the tree"),

  /// The tree is the one that the group context names.
  TREE_HASH("TR-04", "12.4.3.3", Remedy.DROP, "the tree hash equals the group context's"),

  /// Unmerged leaves are members below the parent, and known to every parent between.
  UNMERGED_LEAF(
      "TR-07",
      "12.4.3.1",
      Remedy.DROP,
      "an unmerged leaf is a member below its parent, and every non-blank parent between lists it"
          + " too"),

  /// No encryption key stands in two nodes.
  ENCRYPTION_KEY_REPEATED(
      "TR-08", "12.4.3.1", Remedy.DROP, "no encryption key occurs in two nodes of a tree"),

  /// A parent that no member's signature reaches.
  PARENT_NOT_COVERED(
      "TR-09", "7.9.2", Remedy.DROP, "a chain of parent hashes leads from each parent to a leaf"),

  /// The new leaf of a path is bound to the path.
  PATH_PARENT_HASH(
      "TR-13", "7.9.2", Remedy.DROP, "the leaf of a path carries the parent hash of the path"),

  /// A tree that should have been halved.
  RIGHT_HALF_BLANK("TR-16", "7.7", Remedy.DROP, "the right half of a tree has a member"),

  /// A path has one node per node of the filtered direct path.
  PATH_LENGTH(
      "TR-19", "7.5", Remedy.DROP, "a path has one node for each node of the filtered direct path"),

  /// A path secret is encrypted once to each node that should have it.
  CIPHERTEXT_COUNT(
      "TR-20",
      "7.6",
      Remedy.DROP,
      "a path node has one ciphertext per node of the copath resolution without new leaves"),

  /// None of the ciphertexts is for a key that we hold.
  NO_KEY_FOR_PATH(
      "TR-22", "7.5", Remedy.REJOIN, "we hold the key of a node that the path secret goes to"),

  /// The ciphertext that is for us does not open.
  PATH_UNREADABLE("TR-22", "7.5", Remedy.REJOIN, "the path secret opens with our key"),

  /// The path secrets do not belong to the public keys.
  PATH_KEY_MISMATCH(
      "TR-23", "7.5", Remedy.REJOIN, "the keys derived from a path secret are those of the path"),

  /// A key of a path is in use already.
  PATH_KEY_REPEATED(
      "TR-24",
      "12.4.2",
      Remedy.DROP,
      "no key of a path occurs in the tree before it, nor twice in the path"),

  /// An encryption key that is no key of the suite.
  ENCRYPTION_KEY_INVALID(
      "CR-03", "5.1.1", Remedy.DROP, "encryption keys are valid public keys of the suite"),

  /// Stored private keys that belong to another tree.
  PRIVATE_KEY_MISPLACED(
      "TR-25", "4.2", Remedy.REJOIN, "private keys are held for own ancestors only, and fit them");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  TreeRule(String row, String section, Remedy remedy, String text) {
    this.row = row;
    this.section = "RFC 9420 §" + section;
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
