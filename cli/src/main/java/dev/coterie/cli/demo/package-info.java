/// The demonstration: a hub process and four member processes hold a conversation through key
/// updates, a call with a removal in the middle, a crash and an addition; then their databases are
/// held against the input, and what was heard against what was spoken.
///
/// ```
/// Conversation ─► Plan ─► Director (hub process, member processes) ─► Ledger: what was acknowledged
///                           └► CallStage, with WireTap, Mouth, Ear ─► Notes         │
///                  Notes, member databases, hub database ─► Investigators ─► Evidence
///                                                                               │
///                                          table, exit status ◄─ verdicts ◄─ Promise
/// ```
package dev.coterie.cli.demo;
