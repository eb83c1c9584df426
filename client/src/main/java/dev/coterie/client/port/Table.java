package dev.coterie.client.port;

/// The sorted maps that a client keeps. Codes are part of the store's format: never reused, never
/// renumbered.
public enum Table {
  /// Who this client is: one row per fact.
  PROFILE(1),
  /// Pinned signature-key fingerprints, by fingerprint.
  CONTACT(2),
  /// Private halves of published key packages, by reference.
  KEY_PACKAGE(3),
  /// Welcomes that wait for a decision, by mailbox item.
  INVITATION(4),
  /// One row per group: cursor, status, pending commit.
  GROUP(5),
  /// Rows of the MLS engine, by group and then by the engine's own key.
  MLS(6),
  /// What was said and is not yet confirmed by its echo, by group and order.
  OUTBOX(7),
  /// What stands in the group's log, by group and sequence.
  MESSAGE(8),
  /// Which message ids were taken, by group, sender's fingerprint and id.
  MESSAGE_ID(9),
  /// Own message ids that the group's log holds, by group and id.
  ACKNOWLEDGED(10),
  /// The journal of events, by number.
  EVENT(11),
  /// Hashes of the log's records, by group and sequence.
  LOG_HASH(12),
  /// Records that stopped a group, by group and sequence.
  EVIDENCE(13),
  /// Rows of the framing layer, by group and then by its own key.
  GBP(14),
  /// A handshake of ours whose fate is open, by group.
  PENDING(15),
  /// Message keys of the present epoch that our confirmed texts used, by group, epoch, generation.
  OWN_SENT(16),
  /// Counters of media keys and numbers of media streams that are spent or will be, by group and
  /// slot.
  MEDIA_RESERVATION(17),
  /// Our own way back into a group that we cannot follow any more, by group.
  HEALING(18),
  /// Rows of the MLS engine for a group that we are about to come back to, as in [#MLS].
  ENTERING(19),
  /// Members that asked to come back and are not back yet, by group and fingerprint.
  RETURN_REQUEST(20),
  /// The commit before which a group stands still, by group.
  STUCK(24),
  /// What took the place of a group, by that group.
  REPLACEMENT(25),
  /// Texts on their way from a group that was replaced, by the group that goes on and their order.
  CARRIED(26),
  /// How we came into a group, by group.
  ORIGIN(27);

  private final int code;

  Table(int code) {
    this.code = code;
  }

  /// The number that stands for this table on disk.
  public int code() {
    return code;
  }
}
