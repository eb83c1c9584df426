/// Opus (RFC 6716) at 48 kHz in packets of 20 ms, by its C library where there is one and in pure
/// Java elsewhere; either decodes what the other encodes.
///
/// ```
///   960 samples per channel → OpusEncoder → Bytes, or nothing in a pause
///   octets → OpusPacket (checked, RFC 6716 §3) → OpusDecoder → samples
///   nothing came            → OpusDecoder: from the next packet's redundancy, or concealed
/// ```
package dev.coterie.media.opus;
