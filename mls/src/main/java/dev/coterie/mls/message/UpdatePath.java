package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;

/// The fresh keys that a committer brings, from its leaf to the root. RFC 9420 §7.6:
///
/// ```
/// struct { LeafNode leaf_node; UpdatePathNode nodes<V>; } UpdatePath;
/// ```
///
/// @param leafNode the committer's new leaf
/// @param nodes one for each node of its filtered direct path, upwards
public record UpdatePath(LeafNode leafNode, List<UpdatePathNode> nodes) {
  /// The codec.
  public static final Codec<UpdatePath> CODEC = Codec.of(UpdatePath::read, UpdatePath::write);

  /// Copies the list.
  public UpdatePath {
    nodes = List.copyOf(nodes);
  }

  private static UpdatePath read(WireReader in) {
    return new UpdatePath(LeafNode.CODEC.read(in), in.list("nodes", UpdatePathNode.CODEC));
  }

  private static void write(UpdatePath path, WireWriter out) {
    LeafNode.CODEC.write(path.leafNode, out);
    out.list(path.nodes, UpdatePathNode.CODEC);
  }
}
