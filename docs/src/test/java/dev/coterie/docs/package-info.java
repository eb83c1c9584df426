/// Compiles and runs what the documents show.
@NullMarked
package dev.coterie.docs;

import org.jspecify.annotations.NullMarked;
