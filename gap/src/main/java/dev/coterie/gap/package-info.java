/// What people say to each other: audio streams (`docs/gbp2.md` §13), sealed by SFrame under keys
/// of the group, and put in order again for whoever listens.
///
/// ```
///   Opus of 20 ms ── CallSession.speak ──► AudioPayload ─ MediaHeader ─ SFrame ──► frame, to the hub's live fan-out
///   frame, and whose connection it came from ── CallSession.hear ──┬──► a jitter buffer per source
///                                                                  ├──► held until its epoch is entered
///                                                                  └──► Verdict.Refused: counted, names the rule
///   playback clock ── CallSession.play ──► Heard(source, Playout) ──► the decoder of that source
/// ```
///
/// A [CallSession] has one owner. MLS comes in as values, and so does the time; what has to be on
/// disk before it is used comes out as [CallReservation].
package dev.coterie.gap;
