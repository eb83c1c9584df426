package dev.coterie.vectors;

import java.util.Set;

/// One kind of test vector: how it looks, and what must hold.
public interface VectorKind {
  /// The name of the kind, as its official file is called.
  String name();

  /// Members by which a vector of this kind is recognised.
  Set<String> members();

  /// Verifies one vector.
  ///
  /// @throws VectorException if it does not hold
  /// @throws Skipped if the engine does not do yet what it needs
  void verify(Json.Obj vector);

  /// Whether a vector looks like this kind.
  default boolean recognises(Json.Obj vector) {
    return vector.members().keySet().containsAll(members());
  }
}
