package dev.coterie.mls.group;

import dev.coterie.mls.message.LeafIndex;

/// A group that we joined. Store the delta and erase the key package's private keys in one
/// transaction: a key package is used once (RFC 9420 §10).
///
/// @param group the group, in the epoch that the welcome leads to
/// @param delta all its rows
/// @param invitedBy the leaf of the member that made the welcome
public record Joined(MlsGroup group, StateDelta delta, LeafIndex invitedBy) {}
