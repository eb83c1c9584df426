package dev.coterie.gap.jitter;

import dev.coterie.codec.Bytes;
import java.util.Optional;

/// What a decoder does next, for 20 ms of sound.
public sealed interface Playout {
  /// Decode a packet.
  ///
  /// @param sequence its number in its stream
  /// @param timestamp of its first sample, by the sender's clock
  record Packet(long sequence, long timestamp, Bytes opus) implements Playout {}

  /// A packet is missing: decode what `next` says about it (in-band FEC), or conceal.
  ///
  /// @param sequence of the packet that is missing, or would be played next
  /// @param next the packet that comes right after it, if it is here
  record Lost(long sequence, Optional<Bytes> next) implements Playout {}

  /// Nothing is said now, or nothing is here yet.
  record Silence() implements Playout {
    static final Silence INSTANCE = new Silence();
  }
}
