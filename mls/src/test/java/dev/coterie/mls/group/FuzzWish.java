package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.util.List;
import java.util.OptionalInt;

/// A proposal, as the model knows it.
///
/// @param reference what a commit calls it
/// @param leaf who proposed it, if a member did
/// @param effect what a commit with it does
record FuzzWish(Bytes reference, OptionalInt leaf, Effect effect) {
  /// What a proposal does.
  sealed interface Effect {
    /// Somebody comes in.
    record Add(FuzzGuest guest) implements Effect {}

    /// A leaf is emptied.
    record Remove(int leaf) implements Effect {}

    /// Its sender's leaf gets other keys.
    record Update() implements Effect {}

    /// A key is mixed in.
    record Psk(PreSharedKeyId.Source name) implements Effect {}

    /// The context's extensions are replaced.
    record Replace(List<Extension> extensions) implements Effect {}

    /// The group ends.
    record End(Proposal.ReInit next) implements Effect {}
  }

  boolean isOf(int seat) {
    return leaf.isPresent() && leaf.getAsInt() == seat;
  }
}
