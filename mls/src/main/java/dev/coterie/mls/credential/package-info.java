/// The port to whoever knows which credential belongs to whom.
///
/// ```
///   leaf ──▶ CredentialValidator.accepts ──▶ yes: the leaf may enter
///                                        └─▶ no:  RefusedException(CredentialRule)
/// ```
@NullMarked
package dev.coterie.mls.credential;

import org.jspecify.annotations.NullMarked;
