package dev.coterie.hubapi;

/// What is left to be handed out for one identity and one cipher suite.
public record KeyPackageStock(int oneTime, boolean lastResort) {}
