/// The keys of an MLS group as keys of live media: RFC 9605 §5.2, with the layout of key ids, the
/// counters and the overlap of epochs that `docs/gbp2.md` §13 fixes.
///
/// ```
///   exporter secret, epoch, leaves ── enter ──► MediaKeys ── sender(channel) ──► MediaSender ── protect ──► frame
///                                                   │                     due ──► Reservation, to disk ──► confirm
///   frame, metadata, now ── unprotect ──────────────┴──► Opened(length, source, epoch, counter) or a Refusal
/// ```
///
/// [MediaKeys] has one owner, and with it all that it hands out. MLS comes in as values, and so
/// does the time.
package dev.coterie.sframe.media;
