/// Randomness that repeats itself, for simulations, replays and tests. Nothing in here is fit to
/// make a key.
///
/// ```
///   seed ──► SeededRandomSource ──► the same octets, in the same order, for ever
/// ```
@NullMarked
package dev.coterie.crypto.replay;

import org.jspecify.annotations.NullMarked;
