package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.control.ForkReport;
import dev.coterie.gbp.form.Item;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.Optional;

/// A member's log position contradicts our log: either the hub showed the two of us different logs,
/// or that member states something false. It does not say which. `docs/gbp2.md` §5.
///
/// @param sender whose position it is
/// @param epoch epoch of the message or handshake that carried it
/// @param claimed the position
/// @param own our chained hash at the claimed sequence; nothing if the claim is about records that
///   we do not have
/// @param at the record that carried it, in our log
public record ForkEvidence(
    MemberKey sender, Epoch epoch, LogPosition claimed, Optional<Bytes> own, LogPosition at) {
  static final KeyedForm<ForkEvidence> FORM =
      new KeyedForm<>("fork evidence", 256, ForkEvidence::read, ForkEvidence::write);

  /// What to tell the group.
  public ForkReport report() {
    return new ForkReport(sender.leaf(), epoch, claimed, at.sequence(), own);
  }

  private static ForkEvidence read(KeyedReader in) {
    long leaf = in.take(0, "leaf", item -> item.uint(0, 0xffff_ffffL));
    long admitted = in.take(1, "admitted", Item::unsigned);
    long epoch = in.take(2, "epoch", Item::unsigned);
    long sequence = in.take(3, "claimed sequence", item -> item.uint(0, Long.MAX_VALUE));
    var head = in.take(4, "claimed head", item -> item.bytes(32, 32));
    var own = in.maybe(5, "own hash", item -> item.bytes(32, 32));
    long at = in.take(6, "record", item -> item.uint(1, Long.MAX_VALUE));
    var atHead = in.take(7, "record hash", item -> item.bytes(32, 32));
    return in.make(
        () ->
            new ForkEvidence(
                new MemberKey(new LeafIndex((int) leaf), new Epoch(admitted)),
                new Epoch(epoch),
                new LogPosition(sequence, head),
                own,
                new LogPosition(at, atHead)));
  }

  private void write(KeyedWriter out) {
    out.uint(0, sender.leaf().unsigned())
        .unsigned(1, sender.admitted().value())
        .unsigned(2, epoch.value())
        .uint(3, claimed.sequence())
        .bytes(4, claimed.head())
        .maybe(5, own, (hash, to) -> to.bytes(hash))
        .uint(6, at.sequence())
        .bytes(7, at.head());
  }
}
