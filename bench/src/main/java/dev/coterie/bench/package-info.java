/// Growth tables and benchmarks.
@NullMarked
package dev.coterie.bench;

import org.jspecify.annotations.NullMarked;
