package dev.coterie.crypto;

import dev.coterie.codec.Bytes;

/// A secret that an HPKE context exports, and what its receiver needs to export the same.
///
/// @param kemOutput the sender's ephemeral public key
/// @param secret the exported secret, to be closed by whoever holds this
public record Exported(Bytes kemOutput, Secret secret) {}
