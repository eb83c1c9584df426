/// The seam to providers: one interface per primitive, raw octets in and out, opaque handles for
/// prepared keys, results into the caller's buffer where it pays.
@NullMarked
package dev.coterie.crypto.spi;

import org.jspecify.annotations.NullMarked;
