package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.mls.message.LeafIndex;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TreeMathTest {
  @Test
  void treeMath_officialVectors_agree() {
    for (var vector : VectorFile.read("tree-math.json")) {
      long leaves = vector.number("n_leaves");
      assertThat(TreeMath.nodeCount(leaves)).isEqualTo(vector.number("n_nodes"));
      assertThat(TreeMath.root(leaves)).isEqualTo(vector.number("root"));
      for (int node = 0; node < vector.number("n_nodes"); node++) {
        int at = node;
        agree(vector.list("left").get(at), () -> TreeMath.left(at));
        agree(vector.list("right").get(at), () -> TreeMath.right(at));
        agree(vector.list("parent").get(at), () -> TreeMath.parent(at, leaves));
        agree(vector.list("sibling").get(at), () -> TreeMath.sibling(at, leaves));
      }
    }
  }

  private interface Computation {
    long compute();
  }

  private static void agree(Object expected, Computation actual) {
    if (expected instanceof Long number) {
      assertThat(actual.compute()).isEqualTo(number);
    } else {
      assertThatThrownBy(actual::compute).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property
  void family_anyNode_fitsTogether(
      @ForAll @LongRange(max = 2 * TreeMath.MAX_LEAVES - 2) long node) {
    long leaves = TreeMath.MAX_LEAVES;
    if (node != TreeMath.root(leaves)) {
      long parent = TreeMath.parent(node, leaves);
      assertThat(List.of(TreeMath.left(parent), TreeMath.right(parent)))
          .containsExactlyInAnyOrder(node, TreeMath.sibling(node, leaves));
      assertThat(TreeMath.level(parent)).isEqualTo(TreeMath.level(node) + 1);
    }
    long first = TreeMath.firstLeaf(node);
    assertThat(TreeMath.covers(node, first)).isTrue();
    assertThat(TreeMath.covers(node, first + TreeMath.leavesBelow(node))).isFalse();
    assertThat(TreeMath.covers(node, first - 1)).isFalse();
    assertThat(TreeMath.ancestor(first, TreeMath.level(node))).isEqualTo(node);
  }

  @Property
  void commonAncestor_twoLeaves_isTheLowestThatCoversBoth(
      @ForAll @IntRange(max = 1023) int one, @ForAll @IntRange(max = 1023) int other) {
    long node = TreeMath.nodeOfLeaf(one);
    while (!TreeMath.covers(node, other)) {
      node = TreeMath.parent(node, 1024);
    }
    assertThat(TreeMath.commonAncestor(one, other)).isEqualTo(node);
  }

  @Test
  void leafCountReaching_someNodes_isTheLeastPowerOfTwo() {
    assertThat(TreeMath.leafCountReaching(0)).isEqualTo(1);
    assertThat(TreeMath.leafCountReaching(1)).isEqualTo(2);
    assertThat(TreeMath.leafCountReaching(3)).isEqualTo(4);
    assertThat(TreeMath.leafCountReaching(6)).isEqualTo(4);
    assertThat(TreeMath.leafCountReaching(7)).isEqualTo(8);
    assertThat(TreeMath.leafCountReaching(2 * TreeMath.MAX_LEAVES - 2))
        .isEqualTo(TreeMath.MAX_LEAVES);
  }

  @Test
  void indexes_beyondTheLimit_areNotComputedWith() {
    assertThatThrownBy(() -> TreeMath.nodeOfLeaf(TreeMath.MAX_LEAVES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NodeIndex.of(new LeafIndex(1 << 30)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NodeIndex.of(new LeafIndex(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NodeIndex(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TreeMath.nodeCount(3)).isInstanceOf(IllegalArgumentException.class);
    assertThat(NodeIndex.of(new LeafIndex((1 << 30) - 1)).leaf())
        .isEqualTo(new LeafIndex((1 << 30) - 1));
    assertThatThrownBy(() -> new NodeIndex(1).leaf()).isInstanceOf(IllegalStateException.class);
  }
}
