/// Primitives by Bouncy Castle's lightweight arithmetic.
@NullMarked
package dev.coterie.crypto.bouncy;

import org.jspecify.annotations.NullMarked;
