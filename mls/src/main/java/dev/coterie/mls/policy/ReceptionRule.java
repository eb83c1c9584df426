package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// Which messages a member takes in, before it looks inside.
public enum ReceptionRule implements MlsRule {
  /// Members receive public and private messages.
  NOT_FOR_MEMBERS(
      "FR-01", "RFC 9420 §6", Remedy.DROP, "members receive public and private messages"),

  /// Handshakes travel in the envelope that the group uses.
  ENVELOPE(
      "FR-20", "RFC 9420 §6", Remedy.DROP, "handshakes travel in the envelope that the group uses"),

  /// The epoch is over, and what it would take to judge the message is gone.
  EPOCH_GONE(
      "AP-08",
      "RFC 9420 §15.3",
      Remedy.DROP,
      "the epoch is over, and what it would take to judge the message is gone"),

  /// The message belongs to an epoch that we have not reached.
  EPOCH_AHEAD(
      "FR-02",
      "RFC 9420 §12.4.2",
      Remedy.RETRY,
      "the message belongs to an epoch that we have not reached"),

  /// A message of ours that this state never sent: the state is an old copy.
  RESTORED_COPY(
      "AP-01",
      "RFC 9420 §9.1",
      Remedy.RESYNC,
      "a message of ours that this state never sent: the state is an old copy");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  ReceptionRule(String row, String section, Remedy remedy, String text) {
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
