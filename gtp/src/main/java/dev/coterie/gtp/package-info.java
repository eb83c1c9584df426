/// What people write to each other: payloads of text streams (`docs/gbp2.md` §12).
///
/// ```
/// TextMessage.of(id, now, "hello") ── GtpMessage.FORM.encode ──> payload ──> GbpSession.compose(TEXT, …)
/// GbpSession.accept ──> payload ──> GtpInbox.accept(sender, payload) ──> Received ─┬─ Fresh: store with its digest
///                                                                                 ├─ Repeated: seen before
///                                                                                 └─ Refused: names the rule
/// ```
///
/// Texts are Unicode as typed. An id counts once per sender; what was seen is asked of
/// [SeenMessages], which is the database that keeps the messages.
package dev.coterie.gtp;
