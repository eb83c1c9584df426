package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;

/// A stored node.
///
/// @param node where it stands
/// @param value the encoding of a `Node` (RFC 9420 §12.4.3.3), or of a private key in a
///   [PrivateTree]
public record NodeRow(NodeIndex node, Bytes value) {}
