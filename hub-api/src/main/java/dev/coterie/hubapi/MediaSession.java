package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// One group's live media, both ways. Outlives connections: opens itself again until it is closed
/// or [MediaEvent.Ended] was told.
public interface MediaSession extends AutoCloseable {
  /// Gives a frame to all other open sessions of the group. Never blocks. The hub may still drop it
  /// (see [MediaLimits]), and says nothing then.
  ///
  /// @return false: dropped here, since the session is not open now, the transport is congested, or
  ///   the hub takes no frame of this size
  /// @throws IllegalArgumentException for an empty frame, and for one of more than
  ///   [MediaLimits#MAX_FRAME_BYTES] octets
  boolean send(Bytes frame);

  @Override
  void close();
}
