/// What all providers share: the choice among them, and the checks that give every input one
/// verdict.
@NullMarked
package dev.coterie.crypto.primitive;

import org.jspecify.annotations.NullMarked;
