package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// How a leaf came into the tree, and what its signature covers accordingly. RFC 9420 §7.2.
public sealed interface LeafNodeSource {
  /// By an Add: signed before anybody knew the group.
  ///
  /// @param lifetime when the key package may be used
  record KeyPackage(Lifetime lifetime) implements LeafNodeSource {}

  /// By an Update proposal of its own member.
  record Update() implements LeafNodeSource {}

  /// By the path of a commit.
  ///
  /// @param parentHash binds the leaf to the path above it (§7.9)
  record Commit(Bytes parentHash) implements LeafNodeSource {}

  /// Reads the code and what belongs to it.
  static LeafNodeSource read(WireReader in) {
    return switch (in.uint8("leaf_node_source")) {
      case 1 -> new KeyPackage(Lifetime.CODEC.read(in));
      case 2 -> new Update();
      case 3 -> new Commit(in.opaque("parent_hash"));
      default ->
          throw in.malformed("leaf_node_source", "neither key_package(1), update(2) nor commit(3)");
    };
  }

  /// Writes the code and what belongs to it.
  static void write(LeafNodeSource source, WireWriter out) {
    switch (source) {
      case KeyPackage(var lifetime) -> Lifetime.CODEC.write(lifetime, out.uint8(1));
      case Update() -> out.uint8(2);
      case Commit(var parentHash) -> out.uint8(3).opaque(parentHash);
    }
  }
}
