/// Groups whose members are of different makes, through the lines of JSON that every peer speaks
/// (`coterie mls peer --help`).
///
/// ```
///   PeerPlaces ──▶ Peer, one process each ──▶ MixedGroup: who sits where ──▶ MixedGroupsTest
/// ```
@NullMarked
package dev.coterie.bench.mixed;

import org.jspecify.annotations.NullMarked;
