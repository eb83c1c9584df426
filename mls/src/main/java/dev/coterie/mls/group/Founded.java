package dev.coterie.mls.group;

/// A group that we founded.
///
/// @param group the group, alone in epoch 0
/// @param delta all its rows
public record Founded(MlsGroup group, StateDelta delta) {}
