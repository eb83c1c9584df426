/// X25519, Ed25519, P-256 and ChaCha20-Poly1305 by Conscrypt's native library, found by the service
/// loader. Its provider object is asked; it is never installed among the JDK's, so that no other
/// code of the process meets it.
///
/// ```
///   octets, already checked by the caller ──► key object of Conscrypt, kept ──► engine per call
/// ```
@NullMarked
package dev.coterie.cryptoconscrypt;

import org.jspecify.annotations.NullMarked;
