package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;

/// A proposal of ours, ready to leave.
///
/// @param message the MLSMessage
/// @param reference what a commit calls it
/// @param delta must be durable before the message leaves
public record Proposed(Bytes message, Bytes reference, StateDelta delta) {}
