/// The vectors of the MLS working group: one class for each kind, with what its description says
/// must hold, and generators of the kinds that need no tree.
@NullMarked
package dev.coterie.vectors.mls;

import org.jspecify.annotations.NullMarked;
