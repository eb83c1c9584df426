/// The demonstration: a hub process and four member processes hold a conversation through a key
/// update, a removal, a crash and an addition; then their databases are held against the input.
///
/// ```
/// Conversation ─► Plan ─► Stage (hub process, member processes) ─► Ledger (what was acknowledged)
///                                                                     │
///               member databases, hub database ─► Evidence ─► Verdicts ─► table, exit status
/// ```
package dev.coterie.cli.demo;
