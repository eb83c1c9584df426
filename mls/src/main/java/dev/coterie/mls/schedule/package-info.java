/// The secrets of an epoch, and the keys of single messages. RFC 9420 §8 and §9.
///
/// ```
///   init secret ─┐
///   commit secret├─▶ KeySchedule ─▶ joiner secret ─▶ welcome secret
///   PskSecret ───┤                      │
///   GroupContext ┘                      ▼
///                   EpochSecrets: tags, exporter, authenticator, external key, next init secret
///                                       │ encryption secret
///                                       ▼
///                   SecretTree ──peek──▶ Opening ──consume──▶ Rows to persist
///                              ──nextSendingKey──▶ SendingKey (+ Rows when a range is reserved)
/// ```
///
/// Secrets that are consumed are wiped in memory and deleted from the rows in the same step.
@NullMarked
package dev.coterie.mls.schedule;

import org.jspecify.annotations.NullMarked;
