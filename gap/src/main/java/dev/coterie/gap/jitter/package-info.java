/// Packets of one voice, put in order again. Pure: times come in as arguments, in 48,000ths of a
/// second.
///
/// ```
///   packet, arrival ── put ──► Waiting (a ring by sequence number) ── play ──► Playout
///                        └───► DelayEstimate: how long a packet has to wait
/// ```
///
/// [LiveBuffer] serves a playback clock and drops what is late; [RecordBuffer] waits for what is
/// missing. [ExtendedSequence] makes long numbers of those of 16 bits.
package dev.coterie.gap.jitter;
