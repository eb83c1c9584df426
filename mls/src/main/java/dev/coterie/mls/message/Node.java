package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;
import java.util.Optional;

/// A node of an exported tree. RFC 9420 §7.8 and §12.4.3.3:
///
/// ```
/// struct { NodeType node_type; select (Node.node_type) { case leaf: LeafNode; case parent: ParentNode; }; } Node;
/// optional<Node> ratchet_tree<V>;
/// ```
public sealed interface Node {
  /// The codec of one node.
  Codec<Node> CODEC = Codec.of(Node::read, Node::write);

  /// The codec of a whole tree, blanks included, from the left. Shape and contents are checked by
  /// the tree that is built from it.
  Codec<List<Optional<Node>>> TREE =
      Codec.of(
          in -> in.list("ratchet_tree", element -> element.optional("node", CODEC)),
          (nodes, out) -> out.list(nodes, (node, element) -> element.optional(node, CODEC)));

  /// A node at an even position.
  ///
  /// @param node what stands there
  record Leaf(LeafNode node) implements Node {}

  /// A node at an odd position.
  ///
  /// @param node what stands there
  record Parent(ParentNode node) implements Node {}

  private static Node read(WireReader in) {
    return switch (in.uint8("node_type")) {
      case 1 -> new Leaf(LeafNode.CODEC.read(in));
      case 2 -> new Parent(ParentNode.CODEC.read(in));
      default -> throw in.malformed("node_type", "neither leaf(1) nor parent(2)");
    };
  }

  private static void write(Node node, WireWriter out) {
    switch (node) {
      case Leaf(var leaf) -> LeafNode.CODEC.write(leaf, out.uint8(1));
      case Parent(var parent) -> ParentNode.CODEC.write(parent, out.uint8(2));
    }
  }
}
