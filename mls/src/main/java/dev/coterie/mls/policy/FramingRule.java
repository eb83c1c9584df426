package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What the envelope of a message must obey.
public enum FramingRule implements MlsRule {
  /// The message names this group.
  GROUP("FR-01", "RFC 9420 §6", Remedy.DROP, "the message names this group"),

  /// The message belongs to the epoch whose keys are used.
  EPOCH(
      "FR-02",
      "RFC 9420 §12.1",
      Remedy.RESYNC,
      "the message belongs to the epoch whose keys are used"),

  /// Application data travels as a private message only.
  APPLICATION_IN_PUBLIC(
      "FR-03", "RFC 9420 §6", Remedy.DROP, "application data travels as a private message only"),

  /// A member sender has a leaf in the tree of the epoch.
  SENDER_NOT_MEMBER(
      "FR-04", "RFC 9420 §6.1", Remedy.DROP, "a member sender has a leaf in the tree of the epoch"),

  /// Only members send private messages.
  PRIVATE_BY_OUTSIDER(
      "FR-05", "RFC 9420 §6.3.2", Remedy.FATAL, "only members send private messages"),

  /// An external sender is listed in the group context.
  NO_SUCH_EXTERNAL_SENDER(
      "FR-07",
      "RFC 9420 §12.1.8",
      Remedy.DROP,
      "an external sender is listed in the group context"),

  /// The sender's key verifies content, envelope and group context.
  SIGNATURE(
      "FR-10",
      "RFC 9420 §6.1",
      Remedy.DROP,
      "the sender's key verifies content, envelope and group context"),

  /// The membership tag verifies under the membership key of the epoch.
  MEMBERSHIP_TAG(
      "FR-12",
      "RFC 9420 §6.2",
      Remedy.DROP,
      "the membership tag verifies under the membership key of the epoch"),

  /// The private message opens under the keys of the epoch.
  UNOPENABLE(
      "FR-22",
      "RFC 9420 §6.3",
      Remedy.DROP,
      "the private message opens under the keys of the epoch"),

  /// What a private message holds decodes whole, with zero padding.
  CONTENT_MALFORMED(
      "FR-19",
      "RFC 9420 §6.3.1",
      Remedy.DROP,
      "what a private message holds decodes whole, with zero padding");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  FramingRule(String row, String section, Remedy remedy, String text) {
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
