/// Judges of cost: what grows with a group, counted; times come beside peers, in the same run.
///
/// ```
///   GrowthGroup (the state in which peers are measured) ──▶ Growth (counts per step) ──▶ GrowthTable
/// ```
@NullMarked
package dev.coterie.bench;

import org.jspecify.annotations.NullMarked;
