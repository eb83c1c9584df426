package dev.coterie.mls.group;

/// Where those who join find the ratchet tree. RFC 9420 §12.4.3.3.
public enum TreePlacement {
  /// Inside the encrypted group info: one message says it all.
  INSIDE,
  /// Beside the message, to be fetched from elsewhere: the welcome of a large group stays small.
  BESIDE
}
