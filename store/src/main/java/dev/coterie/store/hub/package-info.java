/// A hub's database: one SQLite file, one process, one writing thread.
///
/// ```
/// callers ─ job ─▶ Writer ── BEGIN · savepoint per job · COMMIT (fsync) ──▶ fan-out, then answers
/// callers ─ job ─▶ Readers ── a snapshot each ──▶ answers
/// ```
///
/// Jobs that wait while a transaction is being written share the next one, so many appends cost one
/// fsync, and nobody is answered before it. A refused job rolls back alone; a failed commit fails
/// the whole batch, and the store takes nothing more until it is opened again.
package dev.coterie.store.hub;
