package dev.coterie.vectors.mls;

import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.tree.RatchetTree;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.Set;

/// One proposal applied to a tree, RFC 9420 §7.7.
final class TreeOperationsVectors implements VectorKind {
  @Override
  public String name() {
    return "tree-operations";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "tree_before", "proposal", "proposal_sender", "tree_after");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    var before = RatchetTree.fromExtension(crypto.suite(), vector.hex("tree_before"));
    Expect.same("tree hash before", vector.hex("tree_hash_before"), before.treeHash(crypto));
    Expect.same("tree before", vector.hex("tree_before"), before.toExtension());
    var sender = new LeafIndex(vector.small("proposal_sender"));
    var after =
        switch (Expect.roundTrip("proposal", Proposal.CODEC, vector.hex("proposal"))) {
          case Proposal.Add(var keyPackage) -> before.add(keyPackage.leafNode()).tree();
          case Proposal.Update(var leaf) -> before.update(sender, leaf);
          case Proposal.Remove(var removed) -> before.remove(removed);
          case Proposal.PreSharedKey _,
              Proposal.ReInit _,
              Proposal.ExternalInit _,
              Proposal.GroupContextExtensions _ ->
              throw new VectorException("this proposal changes no tree");
        };
    Expect.same("tree after", vector.hex("tree_after"), after.toExtension());
    Expect.same("tree hash after", vector.hex("tree_hash_after"), after.treeHash(crypto));
  }
}
