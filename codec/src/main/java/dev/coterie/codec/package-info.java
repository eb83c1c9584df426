/// Octets in memory and what they mean on the wire; no protocol.
///
/// ```
///   octets ──► Bytes ──► WireReader ──► Codec.decode ──► a value    or MalformedException(field, offset, why)
///   a value ──► Codec.encode ──► WireWriter ──► Bytes
///   octets ──► CborReader ──► CborMap ──► a value                   or MalformedException
/// ```
///
/// [dev.coterie.codec.Bytes] marks the octets, the return of [dev.coterie.codec.Codec#decode] the
/// point from which they are known to be well-formed. The exceptions of all rooms have their root
/// here, [dev.coterie.codec.CoterieException].
@NullMarked
package dev.coterie.codec;

import org.jspecify.annotations.NullMarked;
