package dev.coterie.sframe.media;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// Why a frame was not opened. Nothing is remembered of it but the count: not the key, not the
/// counter. In the order of the checks.
public enum Refusal implements Unprotected, Rule {
  /// The frame starts with no SFrame header.
  MALFORMED("RFC 9605 §4.3", Remedy.DROP, "a frame starts with a header in its shortest form"),
  /// The low bits of the key id are those of an epoch that seems to come next: the commit may be on
  /// its way.
  EPOCH_AHEAD("RFC 9605 §4.4.4", Remedy.RETRY, "a frame is of an epoch whose keys are known"),
  /// The low bits of the key id are those of an epoch that is no longer readable.
  EPOCH_GONE("gbp2 §13", Remedy.DROP, "a frame comes while its epoch is readable"),
  /// The epoch has no such leaf, or the channel is above 255.
  UNKNOWN_KEY_ID("gbp2 §13", Remedy.DROP, "a key id names a leaf of its epoch and a channel"),
  /// The frame is of another stream than its metadata says.
  OTHER_SOURCE("gbp2 §13", Remedy.DROP, "a key id names the stream that the metadata names"),
  /// Our own frames come back. Keys that seal never open.
  OWN("RFC 9605 §4.4.1", Remedy.DROP, "a key seals or opens, never both"),
  /// The leaf is blank now, or held by another member than in the epoch of the frame.
  LEAF_LEFT("gbp2 §13", Remedy.DROP, "a leaf is held by the member that held it in the epoch"),
  /// More sources spoke in one epoch than are kept.
  TOO_MANY_SOURCES("gbp2 §13", Remedy.DROP, "an epoch has at most 4,096 sources that speak"),
  /// The counter is below the window of its key id.
  TOO_OLD("gbp2 §13", Remedy.DROP, "a counter is among the last 1,024 of its key id, or above"),
  /// The counter was opened before.
  REPLAYED("gbp2 §13", Remedy.DROP, "a counter is opened once"),
  /// The tag is wrong: another key, other metadata, or changed octets.
  NOT_AUTHENTIC("RFC 9605 §4.4.4", Remedy.DROP, "a frame opens with the key that sealed it");

  private final String section;
  private final Remedy remedy;
  private final String text;

  Refusal(String section, Remedy remedy, String text) {
    this.section = section;
    this.remedy = remedy;
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

  @Override
  public String text() {
    return text;
  }
}
