/// Judges the house itself: arrows, purity of the cores, sources, lints.
@NullMarked
package dev.coterie.tidy;

import org.jspecify.annotations.NullMarked;
