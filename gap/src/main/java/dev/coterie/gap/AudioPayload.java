package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// What SFrame seals: one Opus packet and when it was recorded. `docs/gbp2.md` §13.
///
/// @param timestamp of its first sample, in 48,000ths of a second, from wherever the sender starts
///   to count, below 2^48
/// @param opus a packet of 20 ms (RFC 6716 §3), 1 to 4,000 octets; not looked into here
public record AudioPayload(long timestamp, Bytes opus) {
  /// The most octets of an Opus packet.
  public static final int MAX_OPUS = 4_000;

  /// Timestamps are below this.
  public static final long TIMESTAMPS = 1L << 48;

  /// Its one encoding. A kind that is not known is refused as [GapRule#KIND_UNSUPPORTED] before
  /// anything else is looked at; whatever else does not fit is malformed.
  public static final KeyedForm<AudioPayload> FORM =
      new KeyedForm<>("audio payload", MAX_OPUS + 32, AudioPayload::read, AudioPayload::write);

  private static final int OPUS = 0;

  /// Checks the ranges.
  public AudioPayload {
    if (timestamp < 0 || timestamp >= TIMESTAMPS) {
      throw new IllegalArgumentException("timestamp " + timestamp);
    }
    if (opus.isEmpty() || opus.size() > MAX_OPUS) {
      throw new IllegalArgumentException("an Opus packet of " + opus.size() + " octets");
    }
  }

  private static AudioPayload read(KeyedReader in) {
    int kind = in.take(0, "kind", item -> item.integer(0, Integer.MAX_VALUE));
    if (kind != OPUS) {
      throw new RefusedException(GapRule.KIND_UNSUPPORTED, "kind " + kind);
    }
    long timestamp = in.take(1, "timestamp", item -> item.uint(0, TIMESTAMPS - 1));
    return new AudioPayload(timestamp, in.take(2, "opus", item -> item.bytes(1, MAX_OPUS)));
  }

  private void write(KeyedWriter out) {
    out.uint(0, OPUS).uint(1, timestamp).bytes(2, opus);
  }
}
