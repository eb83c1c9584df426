/// Envelopes: how content is signed, tagged, encrypted and opened again. RFC 9420 §6.
///
/// ```
///   FramedContent ─ContentSignature─▶ AuthenticatedContent ─┬─PublicFraming──▶ PublicMessage
///                                                           └─PrivateFraming─▶ PrivateMessage
///   PublicMessage ──PublicFraming.open──▶ AuthenticatedContent (tag and signature hold)
///   PrivateMessage ─PrivateFraming.open─▶ Opened.Authentic | Opened.Spoiled (its key is spent either way)
/// ```
///
/// Checks run from cheap to dear and from public to secret; until a private message has opened,
/// nothing changes anywhere.
@NullMarked
package dev.coterie.mls.framing;

import org.jspecify.annotations.NullMarked;
