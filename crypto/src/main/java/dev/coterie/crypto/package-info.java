/// The cipher suites of RFC 9420, HPKE in all modes, signatures, and secrets that wipe themselves.
///
/// ```
///   Secret, Bytes ──► SuiteCrypto ──► Hpke, Kdf, AeadKey, SignatureCrypto ──► checks (primitive) ──► spi ──► JDK | Bouncy Castle | others
///                                                                                │
///                     one verdict on every key, point and signature  ◄──────────┘   RefusedException(CryptoRule)
/// ```
///
/// Public keys, as [dev.coterie.crypto.HpkePublicKey] and [dev.coterie.crypto.SignaturePublicKey],
/// are octets as received; each use checks them. A [dev.coterie.crypto.HpkePrivateKey] or
/// [dev.coterie.crypto.SignaturePrivateKey] has been checked and imported.
@NullMarked
package dev.coterie.crypto;

import org.jspecify.annotations.NullMarked;
