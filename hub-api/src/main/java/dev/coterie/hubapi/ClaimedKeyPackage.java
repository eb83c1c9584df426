package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// A key package that was handed out. Compare the signature key in it with the one that was asked
/// for: the hub is not trusted to give the right one.
public record ClaimedKeyPackage(Bytes keyPackage, KeyPackageOffer.Use use) {}
