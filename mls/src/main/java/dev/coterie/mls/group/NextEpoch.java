package dev.coterie.mls.group;

import dev.coterie.crypto.Secret;
import java.util.Optional;

/// The epoch that a staged commit begins.
///
/// @param epoch its state
/// @param encryptionSecret root of its secret tree; merging consumes it
/// @param identity who we are from then on, if the commit changes that
record NextEpoch(EpochState epoch, Secret encryptionSecret, Optional<Identity> identity) {}
