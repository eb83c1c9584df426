package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.message.LeafIndex;
import java.util.Optional;

/// What a session asks of whoever owns it. Both answers are about the moment at which the record in
/// question is processed: all records before it were, and none after it.
public interface GroupView {
  /// The member that holds a leaf now.
  Optional<MemberKey> occupant(LeafIndex leaf);

  /// The chained hash of a processed record, or nothing if that record was never seen or its hash
  /// is no longer kept. Keep at least the last 65,536. For sequence 0 it is the hash with which the
  /// group's chain begins.
  Optional<Bytes> headAt(long sequence);
}
