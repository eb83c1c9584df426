/// Vectors that our engine makes, judged by another implementation in this JVM.
@NullMarked
package dev.coterie.bench.vectors;

import org.jspecify.annotations.NullMarked;
