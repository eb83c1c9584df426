package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// What a media session tells. Nothing of it can be had again: what was not heard is gone.
public sealed interface MediaEvent {
  /// Frames go both ways now, for the first time or again.
  record Opened() implements MediaEvent {}

  /// A frame of somebody else, or of this identity on another connection.
  ///
  /// @param from the identity that was proved on the connection that sent it
  record Frame(Fingerprint from, Bytes frame) implements MediaEvent {}

  /// The session broke, or could not be opened; it opens itself again.
  record Interrupted(String why) implements MediaEvent {}

  /// The session is over for good.
  record Ended(HubRule why) implements MediaEvent {}
}
