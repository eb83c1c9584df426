package dev.coterie.client;

/// A client's key packages in numbers, by what its store knows. Whoever takes a package from the
/// hub and never sends a welcome is not seen here: [dev.coterie.hubapi.HubLink#countKeyPackages]
/// says what the hub has left.
///
/// @param oneTime one-time packages that were published and brought no welcome so far
/// @param unpublished packages that the hub has not confirmed yet
/// @param lastResorts last-resort packages that the hub hands out when nothing else is left: one
/// @param retired replaced last-resort packages whose keys are kept for a day
/// @param lastResortUses welcomes that came for a last resort, ever
/// @param lastResortReuses those of them that came for one that had been used before: they share
///   their secrecy with the earlier ones
public record KeyPackageFigures(
    int oneTime,
    int unpublished,
    int lastResorts,
    int retired,
    long lastResortUses,
    long lastResortReuses) {}
