package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.PreSharedKeyId;
import java.util.Optional;
import java.util.Set;

/// A welcome for one guest.
///
/// @param into the epoch that it leads to
/// @param tree from beside it
/// @param psks that the guest needs
/// @param old the epoch of the group that the new one goes on from, if it does
record FuzzInvitation(
    FuzzGuest guest,
    FuzzEpoch into,
    Bytes welcome,
    Optional<Bytes> tree,
    Set<PreSharedKeyId.Source> psks,
    Optional<FuzzEpoch> old) {
  boolean needsWord() {
    return psks.stream().anyMatch(PreSharedKeyId.Source.External.class::isInstance);
  }

  /// Keys of epochs in which the guest was not there.
  boolean needsPast() {
    return psks.stream().anyMatch(PreSharedKeyId.Source.Resumption.class::isInstance);
  }
}
