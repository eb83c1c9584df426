/// Timings beside other implementations of MLS: every peer is a process that answers the line
/// protocol of [dev.coterie.cli.peer], pinned to one core, asked in turn.
///
/// ```
///   Workshop (finds and builds) ─► PeerProcess ×n ─┐
///   Pace, Case (what, members, suite) ─────────────┴─► Comparison ─► Row: our time, ratio per peer
/// ```
package dev.coterie.cli.bench;
