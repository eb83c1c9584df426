/// The words of `docs/gbp2.md`: what a header says, and the values in it.
///
/// ```
/// application ── payload ──> GbpSession.compose ──> Outgoing (stored) ──> header + payload ──> MLS seals
/// MLS opens ──> sender, authenticated data, plaintext ──> GbpSession.accept ──> Verdict ──> gtp, control, …
/// ```
///
/// [GbpHeader] is the authenticated data of an application message, [HandshakeMark] that of a
/// handshake, and [GbpExtension] is what makes a group speak this protocol. Values only: the state
/// is in [dev.coterie.gbp.session.GbpSession], the control plane in [dev.coterie.gbp.control].
package dev.coterie.gbp;
