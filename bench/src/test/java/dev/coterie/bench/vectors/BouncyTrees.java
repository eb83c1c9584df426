package dev.coterie.bench.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.mls.TreeKEM.LeafIndex;
import org.bouncycastle.mls.TreeKEM.LeafNode;
import org.bouncycastle.mls.TreeKEM.NodeIndex;
import org.bouncycastle.mls.TreeKEM.TreeKEMPrivateKey;
import org.bouncycastle.mls.TreeKEM.TreeKEMPublicKey;
import org.bouncycastle.mls.TreeSize;
import org.bouncycastle.mls.codec.MLSOutputStream;
import org.bouncycastle.mls.codec.Proposal;
import org.bouncycastle.mls.codec.UpdatePath;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;

/// What Bouncy Castle says of vectors of trees.
final class BouncyTrees {
  private BouncyTrees() {}

  static void math(Json.Obj vector) {
    TreeSize size = TreeSize.forLeaves(vector.number("n_leaves"));
    assertThat(size.width()).isEqualTo(vector.number("n_nodes"));
    NodeIndex root = NodeIndex.root(size);
    assertThat(root.value()).isEqualTo(vector.number("root"));
    for (int i = 0; i < size.width(); i++) {
      var node = new NodeIndex(i);
      if (!node.isLeaf()) {
        assertThat(node.left().value()).isEqualTo(number(vector, "left", i));
        assertThat(node.right().value()).isEqualTo(number(vector, "right", i));
      }
      if (!node.equals(root)) {
        assertThat(node.parent().value()).isEqualTo(number(vector, "parent", i));
        assertThat(node.sibling().value()).isEqualTo(number(vector, "sibling", i));
      }
    }
  }

  private static long number(Json.Obj vector, String name, int node) {
    return Json.asNumber(vector.array(name).items().get(node));
  }

  static void validation(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    TreeKEMPublicKey tree = Octets.tree(suite, vector, "tree");
    List<Json> hashes = vector.array("tree_hashes").items();
    List<Json> resolutions = vector.array("resolutions").items();
    assertThat(tree.getSize().width()).isEqualTo(hashes.size());
    for (int i = 0; i < hashes.size(); i++) {
      var node = new NodeIndex(i);
      assertThat(tree.getHash(node)).as("hash of node " + i).isEqualTo(Octets.of(hashes.get(i)));
      List<Json> found =
          tree.resolve(node).stream().<Json>map(each -> new Json.Num(each.value())).toList();
      assertThat(new Json.Arr(found)).isEqualTo(resolutions.get(i));
    }
    assertThat(tree.verifyParentHash()).isTrue();
    for (int i = 0; i < tree.getSize().leafCount(); i++) {
      LeafNode leaf = tree.getLeafNode(new LeafIndex(i));
      if (leaf != null) {
        byte[] signed = leaf.toBeSigned(Octets.of(vector, "group_id"), i);
        assertThat(leaf.verify(suite, signed)).as("leaf " + i).isTrue();
      }
    }
  }

  static void operation(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    TreeKEMPublicKey tree = Octets.tree(suite, vector, "tree_before");
    assertThat(tree.getRootHash()).isEqualTo(Octets.of(vector, "tree_hash_before"));
    Proposal proposal = Octets.roundTrip(vector, "proposal", Proposal.class);
    switch (proposal.getProposalType()) {
      case ADD -> tree.addLeaf(proposal.getAdd().keyPackage.getLeafNode());
      case UPDATE ->
          tree.updateLeaf(
              new LeafIndex(vector.small("proposal_sender")), proposal.getUpdate().getLeafNode());
      case REMOVE -> {
        tree.blankPath(proposal.getRemove().removed);
        tree.truncate();
      }
      default -> throw new IllegalArgumentException("changes no tree");
    }
    tree.setHashAll();
    assertThat(MLSOutputStream.encode(tree)).isEqualTo(Octets.of(vector, "tree_after"));
    assertThat(tree.getRootHash()).isEqualTo(Octets.of(vector, "tree_hash_after"));
  }

  static void kem(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    Map<Integer, Json.Obj> members = new TreeMap<>();
    for (Json.Obj member : Octets.objects(vector, "leaves_private")) {
      members.put(member.small("index"), member);
    }
    for (Json.Obj path : Octets.objects(vector, "update_paths")) {
      var sender = new LeafIndex(path.small("sender"));
      for (Json.Obj member : members.values()) {
        if (member.small("index") != sender.value()) {
          received(suite, vector, path, member);
        }
      }
    }
  }

  private static void received(
      MlsCipherSuite suite, Json.Obj vector, Json.Obj expected, Json.Obj member) throws Exception {
    TreeKEMPublicKey tree = Octets.tree(suite, vector, "ratchet_tree");
    TreeKEMPrivateKey keys = keys(suite, tree, member);
    assertThat(keys.consistent(tree)).isTrue();
    var sender = new LeafIndex(expected.small("sender"));
    UpdatePath path = Octets.roundTrip(expected, "update_path", UpdatePath.class);
    assertThat(tree.verifyParentHash(sender, path)).isTrue();
    tree.merge(sender, path);
    tree.setHashAll();
    byte[] hash = Octets.of(expected, "tree_hash_after");
    assertThat(tree.getRootHash()).isEqualTo(hash);
    byte[] context = Octets.context(suite, vector, vector.number("epoch"), hash);
    keys.decap(sender, tree, context, path, new ArrayList<>());
    assertThat(keys.getUpdateSecret().value()).isEqualTo(Octets.of(expected, "commit_secret"));
    assertThat(keys.getSharedPathSecret(sender).value())
        .isEqualTo(Octets.of(expected.array("path_secrets").items().get(member.small("index"))));
  }

  private static TreeKEMPrivateKey keys(
      MlsCipherSuite suite, TreeKEMPublicKey tree, Json.Obj member) {
    var index = new LeafIndex(member.small("index"));
    var keys = new TreeKEMPrivateKey(suite, index);
    keys.insertPrivateKey(
        new NodeIndex(index),
        Octets.pair(
            suite,
            Octets.of(member, "encryption_priv"),
            tree.getLeafNode(index).getEncryptionKey()));
    for (Json.Obj known : Octets.objects(member, "path_secrets")) {
      keys.insertPathSecret(
          new NodeIndex(known.number("node")), new Secret(Octets.of(known, "path_secret")));
    }
    return keys;
  }
}
