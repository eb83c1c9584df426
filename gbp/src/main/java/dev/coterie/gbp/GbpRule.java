package dev.coterie.gbp;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;
import dev.coterie.gbp.control.GbpError;

/// The rules of `docs/gbp2.md` that input, or a send, can break.
public enum GbpRule implements Rule {
  /// Check 1: the authenticated data is a header.
  HEADER_MALFORMED(
      "gbp2 §7.1",
      Remedy.DROP,
      GbpError.STREAM_POLICY_VIOLATION,
      "authenticated data that is not a header"),
  /// Check 2: the stream id names the sender.
  NOT_THE_SENDER(
      "gbp2 §7.2",
      Remedy.DROP,
      GbpError.STREAM_POLICY_VIOLATION,
      "a stream id that names another leaf than the sender's"),
  /// Check 3: the sender is still a member where the record stands.
  REMOVED_MEMBER(
      "gbp2 §7.3",
      Remedy.DROP,
      GbpError.EPOCH_MISMATCH,
      "a record that stands after its sender's removal"),
  /// Check 4: audio never travels inside an application message.
  AUDIO_IN_MESSAGE(
      "gbp2 §7.4",
      Remedy.DROP,
      GbpError.STREAM_POLICY_VIOLATION,
      "an audio stream inside an application message"),
  /// Check 4: payloads are CBOR.
  CODEC_UNKNOWN(
      "gbp2 §7.4", Remedy.DROP, GbpError.STREAM_POLICY_VIOLATION, "a payload that is not CBOR"),
  /// Check 4: payloads are bounded.
  PAYLOAD_TOO_LARGE(
      "gbp2 §14", Remedy.DROP, GbpError.STREAM_POLICY_VIOLATION, "a payload above its limit"),
  /// Check 5: both have the same log.
  LOG_CONTRADICTION(
      "gbp2 §5", Remedy.FATAL, GbpError.DIGEST_MISMATCH, "a log position that contradicts our log"),
  /// Check 6: the number is inside the window or above.
  TOO_OLD(
      "gbp2 §7.6",
      Remedy.DROP,
      GbpError.REPLAY_DETECTED,
      "a number below the window of its stream"),
  /// Check 7: the number is new.
  DUPLICATE("gbp2 §7.7", Remedy.DROP, GbpError.REPLAY_DETECTED, "a number accepted before"),
  /// After evidence of a fork only the control stream is open.
  FORK_SEEN(
      "gbp2 §6", Remedy.FATAL, GbpError.DIGEST_MISMATCH, "sending after evidence of a forked log"),
  /// Sequence numbers never wrap.
  STREAM_EXHAUSTED(
      "gbp2 §4", Remedy.REJOIN, GbpError.STREAM_POLICY_VIOLATION, "a stream without numbers left"),
  /// The control plane knows the opcode.
  OPCODE_UNSUPPORTED(
      "gbp2 §10",
      Remedy.DROP,
      GbpError.STREAM_POLICY_VIOLATION,
      "an opcode that this profile does not have");

  private final String section;
  private final Remedy remedy;
  private final GbpError error;
  private final String text;

  GbpRule(String section, Remedy remedy, GbpError error, String text) {
    this.section = section;
    this.remedy = remedy;
    this.error = error;
    this.text = text;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }

  /// The code to answer with, where an answer is due.
  public GbpError error() {
    return error;
  }

  @Override
  public String text() {
    return text;
  }
}
