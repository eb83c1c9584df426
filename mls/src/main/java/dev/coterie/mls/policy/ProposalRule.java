package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a proposal, and a list of them, must obey. Whoever makes a commit and whoever receives it
/// run the same checks.
public enum ProposalRule implements MlsRule {

  /// An update changes its own sender's leaf, so it cannot stand by value in a commit.
  UPDATE_BY_VALUE(
      "PR-04",
      "RFC 9420 §12.1.2",
      Remedy.DROP,
      "an update changes its own sender's leaf, so it cannot stand by value in a commit"),

  /// A removed leaf lies in the tree and is not blank.
  REMOVE_OF_NOBODY(
      "PR-05", "RFC 9420 §12.1.3", Remedy.DROP, "a removed leaf lies in the tree and is not blank"),

  /// External_init belongs in external commits only.
  EXTERNAL_INIT_BY_MEMBER(
      "PR-07", "RFC 9420 §12.1.6", Remedy.DROP, "external_init belongs in external commits only"),

  /// Every member after the commit has the required capabilities.
  REQUIRED_CAPABILITIES_UNMET(
      "PR-08",
      "RFC 9420 §12.1.7",
      Remedy.DROP,
      "every member after the commit has the required capabilities"),

  /// Every member after the commit supports each group context extension.
  EXTENSION_UNSUPPORTED(
      "PR-10",
      "RFC 9420 §13.4",
      Remedy.DROP,
      "every member after the commit supports each group context extension"),

  /// Proposals from outside the group are authorised by the application.
  OUTSIDER_NOT_AUTHORISED(
      "PR-11",
      "RFC 9420 §12.1.8",
      Remedy.DROP,
      "proposals from outside the group are authorised by the application"),

  /// A commit contains no update by the committer.
  UPDATE_BY_COMMITTER(
      "PR-13", "RFC 9420 §12.2", Remedy.DROP, "a commit contains no update by the committer"),

  /// A commit does not remove the committer.
  REMOVE_OF_COMMITTER(
      "PR-14", "RFC 9420 §12.2", Remedy.DROP, "a commit does not remove the committer"),

  /// At most one update or remove per leaf.
  TWO_CHANGES_OF_A_LEAF(
      "PR-15", "RFC 9420 §12.2", Remedy.DROP, "at most one update or remove per leaf"),

  /// No two adds of one client.
  CLIENT_ADDED_TWICE("PR-16", "RFC 9420 §12.2", Remedy.DROP, "no two adds of one client"),

  /// No add of a client that is a member, unless the list removes it.
  CLIENT_ALREADY_MEMBER(
      "PR-17",
      "RFC 9420 §12.2",
      Remedy.DROP,
      "no add of a client that is a member, unless the list removes it"),

  /// At most one group_context_extensions proposal.
  TWO_EXTENSION_CHANGES(
      "PR-19", "RFC 9420 §12.2", Remedy.DROP, "at most one group_context_extensions proposal"),

  /// No reference stands twice in a list.
  REFERENCE_TWICE("PR-23", "RFC 9420 §12.2", Remedy.DROP, "no reference stands twice in a list"),

  /// A valid proposal was seen: commit before sending application data.
  COMMIT_FIRST(
      "PR-27",
      "RFC 9420 §12.4",
      Remedy.RETRY,
      "a valid proposal was seen: commit before sending application data"),

  /// A re-initialisation does not go back to an older version.
  REINIT_VERSION(
      "PR-06",
      "RFC 9420 §12.1.5",
      Remedy.DROP,
      "a re-initialisation does not go back to an older version"),

  /// A re-initialisation stands alone in its commit.
  REINIT_NOT_ALONE(
      "PR-20", "RFC 9420 §12.2", Remedy.DROP, "a re-initialisation stands alone in its commit"),

  /// No more proposals are kept for this epoch.
  CACHE_FULL("PR-01", "RFC 9420 §12.4", Remedy.DROP, "no more proposals are kept for this epoch");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  ProposalRule(String row, String section, Remedy remedy, String text) {
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
