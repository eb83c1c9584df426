package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// Who says a framed content. RFC 9420 §6:
///
/// ```
/// struct { SenderType sender_type;
///          select (sender_type) { case member:   uint32 leaf_index;
///                                 case external: uint32 sender_index;
///                                 case new_member_proposal, new_member_commit: struct{}; }; } Sender;
/// ```
public sealed interface Sender {
  /// The codec of all four kinds.
  Codec<Sender> CODEC = Codec.of(Sender::read, Sender::write);

  /// A member, by its leaf in the epoch of the message.
  ///
  /// @param leaf its place in the tree
  record Member(LeafIndex leaf) implements Sender {}

  /// A sender outside that the group's `external_senders` extension lists.
  ///
  /// @param index its place in that list, 32 unsigned bits
  record External(long index) implements Sender {
    /// Refuses an index that does not fit 32 bits.
    public External {
      if (index < 0 || index > 0xffff_ffffL) {
        throw new IllegalArgumentException("not a 32-bit index: " + index);
      }
    }
  }

  /// Somebody outside who asks to be added.
  record NewMemberProposal() implements Sender {}

  /// Somebody outside who adds itself by a commit.
  record NewMemberCommit() implements Sender {}

  private static Sender read(WireReader in) {
    return switch (in.uint8("sender_type")) {
      case 1 -> new Member(LeafIndex.read(in, "leaf_index"));
      case 2 -> new External(in.uint32("sender_index"));
      case 3 -> new NewMemberProposal();
      case 4 -> new NewMemberCommit();
      default -> throw in.malformed("sender_type", "not one of the four kinds");
    };
  }

  private static void write(Sender sender, WireWriter out) {
    switch (sender) {
      case Member(var leaf) -> leaf.write(out.uint8(1));
      case External(var index) -> out.uint8(2).uint32(index);
      case NewMemberProposal() -> out.uint8(3);
      case NewMemberCommit() -> out.uint8(4);
    }
  }
}
