package dev.coterie.mls.schedule;

import dev.coterie.mls.message.ContentType;

/// The two ratchets of a member: one for what drives the group, one for what applications say. RFC
/// 9420 §9.1.
public enum RatchetKind {
  /// Proposals and commits.
  HANDSHAKE(1, "handshake", 4),
  /// Application data.
  APPLICATION(2, "application", 64);

  private final int code;
  private final String label;
  private final int reserve;

  RatchetKind(int code, String label, int reserve) {
    this.code = code;
    this.label = label;
    this.reserve = reserve;
  }

  /// The ratchet for one type of content.
  public static RatchetKind of(ContentType type) {
    return switch (type) {
      case APPLICATION -> APPLICATION;
      case PROPOSAL, COMMIT -> HANDSHAKE;
    };
  }

  /// The code in stored rows.
  int code() {
    return code;
  }

  /// The label under which the first secret is derived.
  String label() {
    return label;
  }

  /// How many generations a sender reserves with one write to its store.
  public int reserve() {
    return reserve;
  }
}
