package dev.coterie.gbp.control;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CborWriter;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.form.Item;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.List;
import java.util.Optional;

/// Tells the group that a member's log position contradicts the reporter's log.
///
/// @param leaf the leaf of the member whose position it was
/// @param epoch the epoch of its message or handshake
/// @param claimed the position
/// @param record sequence of the record that carried it, in the reporter's log, from 1
/// @param own the reporter's chained hash at the claimed sequence, 32 octets, if it has one
public record ForkReport(
    LeafIndex leaf, Epoch epoch, LogPosition claimed, long record, Optional<Bytes> own)
    implements ControlBody {
  /// Checks the ranges.
  public ForkReport {
    if (record < 1) {
      throw new IllegalArgumentException("log sequence " + record);
    }
    own.ifPresent(hash -> Ascending.requireHash(hash, "own hash"));
  }

  @Override
  public Opcode opcode() {
    return Opcode.REPORT_FORK;
  }

  private record Who(LeafIndex leaf, Epoch epoch) {
    static Who read(Item item) {
      return item.tuple(
          2,
          parts ->
              new Who(
                  new LeafIndex((int) parts.named("leaf").uint(0, 0xffff_ffffL)),
                  new Epoch(parts.named("epoch").unsigned())));
    }

    void write(CborWriter out) {
      KeyedWriter.tuple(
          out, List.of(to -> to.uint(leaf.unsigned()), to -> to.uint64(epoch.value())));
    }
  }

  static ForkReport read(KeyedReader in) {
    var who = in.take(0, "who", Who::read);
    long sequence = in.take(1, "claimed sequence", item -> item.uint(0, Long.MAX_VALUE));
    var head = in.take(2, "claimed head", item -> item.bytes(32, 32));
    long at = in.take(3, "record", item -> item.uint(1, Long.MAX_VALUE));
    var own = in.maybe(4, "own hash", item -> item.bytes(32, 32));
    return in.make(
        () -> new ForkReport(who.leaf, who.epoch, new LogPosition(sequence, head), at, own));
  }

  @Override
  public void write(KeyedWriter out) {
    out.put(0, new Who(leaf, epoch)::write)
        .uint(1, claimed.sequence())
        .bytes(2, claimed.head())
        .uint(3, record)
        .maybe(4, own, (hash, to) -> to.bytes(hash));
  }
}
