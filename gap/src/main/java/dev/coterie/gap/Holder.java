package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MemberKey;

/// Who holds a leaf in an epoch.
///
/// @param member the leaf and since when
/// @param identity what the hub marks frames from this member's connections with: the SHA-256 of
///   its signature key at the hub
public record Holder(MemberKey member, Bytes identity) {}
