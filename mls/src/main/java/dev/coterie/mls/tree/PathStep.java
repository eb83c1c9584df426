package dev.coterie.mls.tree;

/// A node of a filtered direct path and the child that is not on it.
///
/// @param at the node
/// @param copath the child whose members receive the node's path secret
record PathStep(Place at, Place copath) {}
