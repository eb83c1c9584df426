package dev.coterie.client.port;

import dev.coterie.codec.Bytes;

/// One entry of a [Table].
public record Row(Bytes key, Bytes value) {}
