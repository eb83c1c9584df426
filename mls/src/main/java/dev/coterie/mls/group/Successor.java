package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import java.util.Optional;

/// A group that goes on from another one, as whoever made it holds it.
///
/// @param group the new group, in epoch 1
/// @param delta all its rows; must be durable before the welcome leaves
/// @param welcome an MLSMessage for the others, unless there are none
/// @param ratchetTree for the others, if it goes beside the welcome
public record Successor(
    MlsGroup group, StateDelta delta, Optional<Bytes> welcome, Optional<Bytes> ratchetTree) {}
