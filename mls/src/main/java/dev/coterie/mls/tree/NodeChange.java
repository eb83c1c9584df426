package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import java.util.Optional;

/// One difference between a stored tree and its successor.
///
/// @param node where it stands
/// @param value what to store there; nothing if the row goes
public record NodeChange(NodeIndex node, Optional<Bytes> value) {}
