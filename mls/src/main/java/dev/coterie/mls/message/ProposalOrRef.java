package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// An entry of a commit: a proposal, or the hash of one that was sent before. RFC 9420 §12.4.
public sealed interface ProposalOrRef {
  /// The codec.
  Codec<ProposalOrRef> CODEC = Codec.of(ProposalOrRef::read, ProposalOrRef::write);

  /// A new proposal of the committer.
  ///
  /// @param proposal itself
  record ByValue(Proposal proposal) implements ProposalOrRef {}

  /// A proposal that anybody sent earlier in this epoch.
  ///
  /// @param ref [AuthenticatedContent#proposalRef]
  record ByReference(Bytes ref) implements ProposalOrRef {}

  private static ProposalOrRef read(WireReader in) {
    return switch (in.uint8("proposal_or_ref")) {
      case 1 -> new ByValue(Proposal.CODEC.read(in));
      case 2 -> new ByReference(in.opaque("reference"));
      default -> throw in.malformed("proposal_or_ref", "neither proposal(1) nor reference(2)");
    };
  }

  private static void write(ProposalOrRef value, WireWriter out) {
    switch (value) {
      case ByValue(var proposal) -> Proposal.CODEC.write(proposal, out.uint8(1));
      case ByReference(var ref) -> out.uint8(2).opaque(ref);
    }
  }
}
