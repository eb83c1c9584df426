package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What a commit must obey beyond its framing, its proposals and its path.
public enum CommitRule implements MlsRule {
  /// The path is present if the list is empty or holds an update, remove or
  /// group_context_extensions.
  PATH_REQUIRED(
      "CM-04",
      "RFC 9420 §12.4",
      Remedy.DROP,
      "the path is present if the list is empty or holds an update, remove or"
          + " group_context_extensions"),

  /// The epoch counter has come to its end.
  LAST_EPOCH("CM-10", "RFC 9420 §8.1", Remedy.FATAL, "the epoch counter has come to its end"),

  /// The confirmation tag verifies under the new epoch's key.
  CONFIRMATION_TAG(
      "CM-11",
      "RFC 9420 §12.4.2",
      Remedy.DROP,
      "the confirmation tag verifies under the new epoch's key"),

  /// A staged commit is merged in the epoch and group it was made for.
  STALE(
      "CM-15",
      "RFC 9420 §14",
      Remedy.RETRY,
      "a staged commit is merged in the epoch and group it was made for"),

  /// Our own commit came back and its pending state is gone.
  OWN_COMMIT_LOST(
      "CM-15",
      "RFC 9420 §14",
      Remedy.REJOIN,
      "our own commit came back and its pending state is gone"),

  /// What is tried again is a commit or an early message that we keep.
  HELD_COMMIT_UNKNOWN(
      "PR-02",
      "RFC 9420 §12.4",
      Remedy.DROP,
      "what is tried again is a commit or an early message that we keep"),

  /// Only so many incomplete commits are kept for an epoch.
  TOO_MANY_HELD(
      "PR-02",
      "RFC 9420 §12.4",
      Remedy.DROP,
      "only so many incomplete commits are kept for an epoch");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  CommitRule(String row, String section, Remedy remedy, String text) {
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
