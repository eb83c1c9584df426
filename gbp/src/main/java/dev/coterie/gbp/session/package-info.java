/// A member's side of gbp2 in one group: numbers for what it sends, verdicts for what it receives
/// (`docs/gbp2.md` §4 to §9).
///
/// ```
/// compose(type, channel, flags, payload) ──> Outgoing + delta ─ stored ─> authenticatedData(outgoing, position) ──> MLS seal
/// MLS receive ──> Arrival ──> accept(arrival, view) ──> Verdict ─┬─ Delivered + delta ──> stored with what was said
///                                                                ├─ Forked + delta ──> stored, shown, nothing more is sent
///                                                                └─ other refusals: nothing changed
/// merge of a commit ──> vacated(epoch, leaves) ──> delta
/// ```
///
/// Pure logic: no clock, no store, no engine. Deltas are rows like those of the MLS group and are
/// stored in the same transaction; keys begin with `gbp2`. Restoring is strict.
package dev.coterie.gbp.session;
