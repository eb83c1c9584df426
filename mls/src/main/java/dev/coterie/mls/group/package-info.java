/// Groups: what an application holds. RFC 9420 §11, §12 and §15.
///
/// ```
///   CommitRequest ─▶ CommitBuilder ──┐                       ┌─▶ StateDelta ─▶ a store
///   MLSMessage ────▶ Receiver ─┬─ CommitProcessor ─▶ StagedCommit ─ merge ─▶ GroupState
///                              ├─ PrivateOpener ─▶ Application
///                              └─ HandshakeOpener ─▶ ProposalCache, HeldCommits
///   Welcome ───────▶ Joiner ─────────────────────────────────────▶ GroupState
///   rows ──────────▶ StateReader ────────────────────────────────▶ GroupState ─▶ StateWriter ─▶ rows
/// ```
///
/// [MlsGroup] is the shell: it holds one [GroupState] and swaps it for the next. Every other class
/// makes values out of values.
@NullMarked
package dev.coterie.mls.group;

import org.jspecify.annotations.NullMarked;
