/// Vectors of `docs/gbp2.md`: encodings with the values that they stand for, input that is refused,
/// and sessions step by step down to the stored rows. Made by this package, verified by it, and
/// checked in, so that bytes on the wire and in stores change only where a diff shows it.
package dev.coterie.vectors.gbp;
