/// Whom this client knows, and how sure it is of it. A contact is a name that its owner gave to a
/// fingerprint; a name that somebody gives itself is a claim.
///
/// ```
///  key package, tree ─▶ fingerprint of the signature key ─▶ contact of that fingerprint ─▶ Standing
///  safety number: compared by two people, the same on both sides ─▶ Contact.Trust.VERIFIED
/// ```
@NullMarked
package dev.coterie.client.contact;

import org.jspecify.annotations.NullMarked;
