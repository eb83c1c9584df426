/// Every structure of RFC 9420 as it stands on the wire, and nothing else: no key, no tree, no
/// policy.
///
/// ```
///   Bytes ──decode──▶ MlsMessage ─┬─ PublicMessage ──▶ FramedContent ─▶ ApplicationData | Proposal | Commit
///   (whole input, or              ├─ PrivateMessage     (opaque until the framing opens it)
///    MalformedException)          ├─ Welcome ──▶ EncryptedGroupSecrets ─▶ GroupSecrets
///                                 ├─ GroupInfo ─▶ GroupContext
///                                 └─ KeyPackage ─▶ LeafNode
/// ```
///
/// Decoding is strict: one encoding per value, so whatever is signed, hashed or tagged may be
/// encoded again and gives the received bytes (RFC 9420 leaves no freedom once lengths are the
/// shortest). Closed enumerations refuse unknown codes; open registries keep them as numbers, so
/// reserved values of §13.5 travel through unchanged. All values are immutable and may be shared
/// between threads, except [GroupSecrets], which owns secrets.
@NullMarked
package dev.coterie.mls.message;

import org.jspecify.annotations.NullMarked;
