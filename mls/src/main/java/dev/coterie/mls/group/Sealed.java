package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import java.util.Optional;

/// An application message, ready to leave.
///
/// @param message the MLSMessage
/// @param generation its place among our application messages of this epoch
/// @param delta present when generations or bytes were reserved: it must be durable before the
///   message leaves
/// @param hint present from nine tenths of the byte budget on
public record Sealed(
    Bytes message, long generation, Optional<StateDelta> delta, Optional<UpdateDue> hint) {}
