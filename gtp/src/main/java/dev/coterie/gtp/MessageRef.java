package dev.coterie.gtp;

import dev.coterie.codec.CborWriter;
import dev.coterie.gbp.form.Item;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.List;

/// Names a message so that everybody who has it reads the name alike. It may name one that the
/// reader never had.
///
/// @param leaf leaf of its sender
/// @param epoch the epoch in which MLS sealed it
/// @param id its id, unique per sender only
public record MessageRef(LeafIndex leaf, Epoch epoch, MessageId id) {
  static MessageRef read(Item item) {
    return item.tuple(
        3,
        parts ->
            new MessageRef(
                new LeafIndex((int) parts.named("leaf").uint(0, 0xffff_ffffL)),
                new Epoch(parts.named("epoch").unsigned()),
                new MessageId(
                    parts.named("message id").bytes(MessageId.SIZE, MessageId.SIZE).detached())));
  }

  void write(CborWriter out) {
    KeyedWriter.tuple(
        out,
        List.of(
            to -> to.uint(leaf.unsigned()),
            to -> to.uint64(epoch.value()),
            to -> to.bytes(id.value())));
  }
}
