package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.tree.JoinCheck;
import dev.coterie.mls.tree.NodeIndex;
import dev.coterie.mls.tree.RatchetTree;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.List;
import java.util.Set;

/// What somebody who joins verifies in a tree, RFC 9420 §7.8, §7.9 and §12.4.3.1.
final class TreeValidationVectors implements VectorKind {
  @Override
  public String name() {
    return "tree-validation";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "tree", "group_id", "resolutions", "tree_hashes");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    var tree = RatchetTree.fromExtension(crypto.suite(), vector.hex("tree"));
    Expect.same("tree", vector.hex("tree"), tree.toExtension());
    var resolutions = vector.array("resolutions").items();
    var hashes = vector.array("tree_hashes").items();
    Expect.same("number of nodes", resolutions.size(), tree.width());
    Expect.same("number of hashes", hashes.size(), tree.width());
    for (int i = 0; i < resolutions.size(); i++) {
      var node = new NodeIndex(i);
      Expect.holds(
          "resolution of node " + i, numbers(resolutions.get(i)).equals(tree.resolution(node)));
      Expect.same("hash of node " + i, hex(hashes.get(i)), tree.treeHash(crypto, node));
    }
    JoinCheck.unmergedLeaves(tree);
    JoinCheck.uniqueKeys(tree);
    JoinCheck.parentHashes(tree, crypto);
    var group = new GroupId(vector.hex("group_id"));
    tree.members()
        .forEach(
            member ->
                Expect.holds(
                    "signature of leaf " + member.index(),
                    member.leaf().verify(crypto, group, member.index())));
  }

  private static List<NodeIndex> numbers(Json value) {
    if (value instanceof Json.Arr(var items)) {
      return items.stream()
          .map(item -> new NodeIndex(Math.toIntExact(Json.asNumber(item))))
          .toList();
    }
    throw new VectorException("a resolution is not an array");
  }

  private static Bytes hex(Json value) {
    if (value instanceof Json.Text(var digits)) {
      return Bytes.fromHex(digits);
    }
    throw new VectorException("a hash is not a string");
  }
}
