package dev.coterie.cli.interop;

import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What somebody outside sees of a group: a member's word, and the leaves beside it. Enough to
/// propose something; who wants to come in checks all the rest.
///
/// @param context the group's state
/// @param leaves by index
record Sight(GroupContext context, List<Optional<LeafNode>> leaves) {
  /// Reads a group info with its tree, and checks the signature of whoever made it.
  ///
  /// @param beside the tree, if it is not inside
  static Sight of(Bytes groupInfo, Bytes beside) {
    if (!(MlsMessage.CODEC.decode(groupInfo) instanceof GroupInfo info)) {
      throw new IllegalArgumentException("not a group info");
    }
    Bytes tree =
        Extensions.find(info.extensions(), Extension.RatchetTree.class)
            .map(Extension.RatchetTree::tree)
            .orElse(beside);
    if (tree.isEmpty()) {
      throw new IllegalArgumentException("no ratchet tree, neither inside nor beside");
    }
    var sight = new Sight(info.groupContext(), leaves(Node.TREE.decode(tree)));
    SuiteCrypto crypto = SuiteCrypto.of(sight.suite());
    boolean genuine =
        sight
            .leaf(info.signer())
            .filter(leaf -> info.verify(crypto, leaf.signatureKey()))
            .isPresent();
    if (!genuine) {
      throw new IllegalArgumentException("no member signed this group info");
    }
    return sight;
  }

  private static List<Optional<LeafNode>> leaves(List<Optional<Node>> nodes) {
    List<Optional<LeafNode>> leaves = new ArrayList<>();
    for (int at = 0; at < nodes.size(); at += 2) {
      leaves.add(nodes.get(at).flatMap(Sight::leaf));
    }
    return leaves;
  }

  private static Optional<LeafNode> leaf(Node node) {
    return node instanceof Node.Leaf(var leaf) ? Optional.of(leaf) : Optional.empty();
  }

  CipherSuite suite() {
    return Makings.suite(context.cipherSuite().code());
  }

  private Optional<LeafNode> leaf(LeafIndex index) {
    return index.unsigned() < leaves.size() ? leaves.get(index.value()) : Optional.empty();
  }

  /// The leaf of the first member of a name.
  LeafIndex leafOf(Bytes name) {
    var wanted = new Credential.Basic(name);
    for (int at = 0; at < leaves.size(); at++) {
      if (leaves.get(at).filter(leaf -> leaf.credential().equals(wanted)).isPresent()) {
        return new LeafIndex(at);
      }
    }
    throw new IllegalArgumentException("no member \"" + Words.shown(name) + "\"");
  }
}
