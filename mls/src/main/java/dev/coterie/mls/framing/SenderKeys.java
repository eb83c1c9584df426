package dev.coterie.mls.framing;

import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.LeafIndex;
import java.util.Optional;

/// Who may speak in an epoch: its tree and its list of external senders, as far as framing needs
/// them.
public interface SenderKeys {
  /// The signature key of a leaf of the epoch, if the leaf is in its tree and not blank.
  Optional<SignaturePublicKey> member(LeafIndex leaf);

  /// The signature key of an entry of the epoch's `external_senders`, if there is such an entry.
  Optional<SignaturePublicKey> external(long index);
}
