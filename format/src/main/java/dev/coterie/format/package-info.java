/// Formats every source of the repository.
@NullMarked
package dev.coterie.format;

import org.jspecify.annotations.NullMarked;
