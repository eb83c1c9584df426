package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;
import java.time.Instant;

/// A key package as a hub has checked it: it parses, its signature holds, and its leaf names the
/// owner.
///
/// @param notAfter when it stops being of use; a claim after that does not find it
public record StoredKeyPackage(
    int cipherSuite, Bytes keyPackage, KeyPackageOffer.Use use, Instant notAfter) {}
