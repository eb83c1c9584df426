/// Stores on a disk that forgets: what a machine finds when the power comes back.
///
/// ```
///   the store under test ─▶ SQLite ─▶ powercut.c ──(xSync)──▶ real files
///                                        │ the rest in memory: lost at the cut, all or in part
/// ```
@org.jspecify.annotations.NullMarked
package dev.coterie.store.power;
