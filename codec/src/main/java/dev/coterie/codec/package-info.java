/// Bytes on a wire: the TLS presentation language, deterministic CBOR, and the errors that every
/// room shares.
package dev.coterie.codec;
