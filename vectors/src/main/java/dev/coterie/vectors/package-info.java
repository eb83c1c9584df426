/// Test vectors: files recognised by their shape, verified by the engine, one result for each.
///
/// ```
///   file ─JsonReader─▶ Json ─▶ VectorKind that recognises it ─▶ verify each vector ─▶ FileResult
/// ```
///
/// `dev.coterie.vectors.mls` has the kinds of the MLS working group, and generators that make the
/// same kinds, so that a build without the official files still checks itself.
@NullMarked
package dev.coterie.vectors;

import org.jspecify.annotations.NullMarked;
