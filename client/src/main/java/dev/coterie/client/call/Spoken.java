package dev.coterie.client.call;

/// What became of a packet that was spoken.
public enum Spoken {
  /// It is on its way to the hub. Nobody says whether it arrives.
  SENT,
  /// We are muted: nothing left this client.
  MUTED,
  /// The keys are not there yet, or the hub is not connected now. Speak on.
  NOT_YET,
  /// The way to the hub is full: this packet was dropped. Speak on.
  CONGESTED,
  /// The call is over.
  ENDED
}
