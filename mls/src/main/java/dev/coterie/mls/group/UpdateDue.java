package dev.coterie.mls.group;

/// Nine tenths of this epoch's byte budget are used: time for a commit that updates us, or for any
/// other. At ten tenths [MlsGroup#seal] refuses.
///
/// @param sealed bytes that count as sealed in this epoch
/// @param budget bytes that may be
public record UpdateDue(long sealed, long budget) {}
