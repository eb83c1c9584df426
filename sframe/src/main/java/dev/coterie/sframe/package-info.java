/// The words of RFC 9605: cipher suites, and the header that names a key and a counter.
///
/// ```
///   config byte │ key id (0 to 8 octets) │ counter (0 to 8 octets) │ ciphertext and tag
///   └───────────── SFrameHeader ─────────────────────────────────┘
/// ```
///
/// Values only. [dev.coterie.sframe.media] seals and opens frames with the keys of an MLS group.
package dev.coterie.sframe;
