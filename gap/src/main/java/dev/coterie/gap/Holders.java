package dev.coterie.gap;

import dev.coterie.mls.message.LeafIndex;
import java.util.Optional;

/// Who holds which leaf in one epoch: a view of its tree, which never changes. Asked when a source
/// is first heard in an epoch, and for each that was heard when an epoch begins.
@FunctionalInterface
public interface Holders {
  /// The member at a leaf inside the tree, nothing if it is blank.
  Optional<Holder> at(LeafIndex leaf);
}
