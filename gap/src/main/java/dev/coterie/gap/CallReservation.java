package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.media.MediaSource;
import dev.coterie.sframe.media.Reservation;

/// Numbers below an end are spent, or will be: to be on disk before the first of them is used. Of
/// two with the same [#slot] the later one counts.
///
/// Stored as `uint8 kind;` and, for 1, the stored form of [Reservation], for 2, `uint32 leaf;
/// uint64 admitted; uint8 channel; uint64 end;`.
public sealed interface CallReservation {
  /// How many sequence numbers are reserved at a time.
  long SEQUENCES = 65_536;

  /// Its stored form, 22 octets.
  Codec<CallReservation> CODEC = Codec.of(CallReservation::read, CallReservation::write);

  /// Counters of a key of SFrame.
  record Counters(Reservation range) implements CallReservation {
    @Override
    public Bytes slot() {
      return cut(this);
    }

    @Override
    public boolean isNeeded(MemberKey self, Epoch epoch) {
      return range.source().leaf() == self.leaf().value()
          && Long.compareUnsigned(range.epoch(), epoch.value()) >= 0;
    }
  }

  /// Sequence numbers of a stream, which go on across epochs.
  ///
  /// @param self whose stream
  /// @param channel which of its streams
  /// @param end the first number that is not reserved, from 2
  record Sequences(MemberKey self, int channel, long end) implements CallReservation {
    /// Checks the ranges.
    public Sequences {
      new StreamId(self.leaf(), channel);
      if (end < 2) {
        throw new IllegalArgumentException("reserved up to " + end);
      }
    }

    @Override
    public Bytes slot() {
      return cut(this);
    }

    @Override
    public boolean isNeeded(MemberKey member, Epoch epoch) {
      return self.equals(member);
    }
  }

  /// The first counters of a stream in an epoch: may be stored together with the epoch itself, and
  /// confirmed as soon as it was entered.
  static CallReservation firstCounters(MemberKey self, int channel, Epoch epoch) {
    var source = new MediaSource(self.leaf().value(), channel);
    return new Counters(Reservation.first(epoch.value(), source));
  }

  /// From its stored form.
  ///
  /// @throws MalformedException if it is not one
  static CallReservation decode(Bytes stored) {
    return CODEC.decode(stored);
  }

  /// What it is about, without the end: a later one of the same slot may replace it on disk.
  Bytes slot();

  /// Whether a restart of a member in an epoch has to find it; if not, it may be deleted.
  boolean isNeeded(MemberKey self, Epoch epoch);

  private static Bytes cut(CallReservation whole) {
    var octets = CODEC.encode(whole);
    return octets.slice(0, octets.size() - Long.BYTES).detached();
  }

  private static CallReservation read(WireReader in) {
    return switch (in.uint8("kind")) {
      case 1 -> new Counters(Reservation.CODEC.read(in));
      case 2 -> readSequences(in);
      default -> throw in.malformed("kind", "neither counters nor sequence numbers");
    };
  }

  private static CallReservation readSequences(WireReader in) {
    var leaf = new LeafIndex((int) in.uint32("leaf"));
    var admitted = new Epoch(in.uint64("admitted"));
    int channel = in.uint8("channel");
    long end = in.uint64("end");
    if (!leaf.isAddressable()) {
      throw in.malformed("leaf", "above all leaves");
    }
    if (end < 2) {
      throw in.malformed("end", "not a number of sequences");
    }
    return new Sequences(new MemberKey(leaf, admitted), channel, end);
  }

  private static void write(CallReservation value, WireWriter out) {
    switch (value) {
      case Counters(var range) -> {
        out.uint8(1);
        Reservation.CODEC.write(range, out);
      }
      case Sequences(var self, var channel, var end) ->
          out.uint8(2)
              .uint32(self.leaf().unsigned())
              .uint64(self.admitted().value())
              .uint8(channel)
              .uint64(end);
    }
  }
}
