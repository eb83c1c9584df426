package dev.coterie.gap;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;
import dev.coterie.gbp.control.GbpError;

/// The rules of audio streams that a frame can break, besides those of SFrame
/// ([dev.coterie.sframe.media.Refusal]). `docs/gbp2.md` §13.
public enum GapRule implements Rule {
  /// The call was closed.
  CALL_OVER(GbpError.STREAM_POLICY_VIOLATION, "a frame after the end of the call"),
  /// More octets than a hub may pass on.
  FRAME_TOO_LARGE(GbpError.GAP_DECODE_FAILED, "a frame of more than 16,384 octets"),
  /// The frame does not start with a vector of at most 64 octets.
  FRAME_MALFORMED(GbpError.GAP_DECODE_FAILED, "a frame that starts with no header"),
  /// The header does not parse, or is out of a range.
  HEADER_MALFORMED(GbpError.GAP_DECODE_FAILED, "a frame whose header is not one of audio"),
  /// Too much is held for epochs to come.
  TOO_MUCH_AHEAD(GbpError.GAP_KEY_PHASE_UNKNOWN, "more frames of coming epochs than are held"),
  /// The epoch is one before the first that this call entered.
  BEFORE_US(GbpError.GAP_EPOCH_STALE, "a frame of an epoch before we came"),
  /// The leaf was blank in the epoch of the frame.
  NOBODY_THERE(GbpError.GAP_BAD_SOURCE_ID, "a frame of a leaf that nobody held in its epoch"),
  /// The hub had it from the connection of somebody else.
  OTHER_CONNECTION(
      GbpError.GAP_BAD_SOURCE_ID, "a frame from a connection that is not its member's"),
  /// The payload does not parse, or is out of a range.
  PAYLOAD_MALFORMED(GbpError.GAP_DECODE_FAILED, "a payload that is not audio"),
  /// A kind of a later version.
  KIND_UNSUPPORTED(GbpError.GAP_DECODE_FAILED, "a kind of audio that is not known"),
  /// More sources than are played.
  TOO_MANY_STREAMS(GbpError.GAP_BAD_SOURCE_ID, "more streams than a call, or a member in it, has"),
  /// The slot in which it should have been played is over.
  LATE(GbpError.GAP_REPLAY_DETECTED, "a packet whose place in the stream was played"),
  /// A packet of the same number was taken.
  DUPLICATE(GbpError.GAP_REPLAY_DETECTED, "a number taken before"),
  /// The jitter buffer of the source is full.
  BUFFER_FULL(GbpError.GAP_DECODE_FAILED, "more packets of a source than wait for their turn");

  private final GbpError error;
  private final String text;

  GapRule(GbpError error, String text) {
    this.error = error;
    this.text = text;
  }

  @Override
  public String section() {
    return "gbp2 §13";
  }

  @Override
  public Remedy remedy() {
    return Remedy.DROP;
  }

  /// The code by which GBP knows it. Nobody answers a frame of audio.
  public GbpError error() {
    return error;
  }

  @Override
  public String text() {
    return text;
  }
}
