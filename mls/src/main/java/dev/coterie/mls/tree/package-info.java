/// The ratchet tree and what is done with it (RFC 9420 §4, §7, Appendix C).
///
/// ```
///   ratchet_tree extension ─fromExtension─▶ RatchetTree ─JoinCheck─▶ a tree to believe
///   rows of a store ────────fromRows──────▶     │
///                                               │ add, update, remove: another RatchetTree each time
///                                               ▼
///                              tree after proposals ──┬─ PathDraft.make ──▶ UpdatePath + PrivateTree
///                                                     └─ MergedPath.merge ▶ open ▶ PrivateTree + commit secret
/// ```
///
/// Trees are values: they share what they have in common, remember their hashes, and a tree that is
/// dropped leaves nothing behind. [RatchetTree#changesSince] gives what a store has to write. No
/// clock, no randomness, no thread of its own: [FanOut] says where independent work is done.
@NullMarked
package dev.coterie.mls.tree;

import org.jspecify.annotations.NullMarked;
