package dev.coterie.hubapi;

/// A group that is there, with its founder alone on the roster at first.
///
/// @param existed whether the same identity had created it before
public record CreatedGroup(boolean existed, LogHead head) {}
