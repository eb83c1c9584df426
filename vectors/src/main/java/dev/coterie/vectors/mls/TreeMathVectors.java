package dev.coterie.vectors.mls;

import dev.coterie.mls.tree.TreeMath;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.Optional;
import java.util.Set;

/// Indexes of full binary trees, RFC 9420 appendix C.
final class TreeMathVectors implements VectorKind {
  @Override
  public String name() {
    return "tree-math";
  }

  @Override
  public Set<String> members() {
    return Set.of("n_leaves", "n_nodes", "root", "left", "right", "parent", "sibling");
  }

  @Override
  public void verify(Json.Obj vector) {
    long leaves = vector.number("n_leaves");
    long nodes = vector.number("n_nodes");
    Expect.same("n_nodes", nodes, TreeMath.nodeCount(leaves));
    long root = TreeMath.root(leaves);
    Expect.same("root", vector.number("root"), root);
    for (int node = 0; node < nodes; node++) {
      boolean isLeaf = TreeMath.level(node) == 0;
      boolean isRoot = node == root;
      same("left", vector, node, isLeaf ? Optional.empty() : Optional.of(TreeMath.left(node)));
      same("right", vector, node, isLeaf ? Optional.empty() : Optional.of(TreeMath.right(node)));
      same(
          "parent",
          vector,
          node,
          isRoot ? Optional.empty() : Optional.of(TreeMath.parent(node, leaves)));
      same(
          "sibling",
          vector,
          node,
          isRoot ? Optional.empty() : Optional.of(TreeMath.sibling(node, leaves)));
    }
  }

  private static void same(String relation, Json.Obj vector, int node, Optional<Long> actual) {
    Json expected = vector.array(relation).items().get(node);
    Expect.holds(
        relation + " of node " + node,
        switch (expected) {
          case Json.Nothing() -> actual.isEmpty();
          case Json.Num(var number) -> actual.equals(Optional.of(number));
          case Json.Bool _, Json.Text _, Json.Arr _, Json.Obj _ -> false;
        });
  }
}
