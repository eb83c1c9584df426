/// Whole-system, fault and attack tests: real hub, real clients.
@NullMarked
package dev.coterie.sim;

import org.jspecify.annotations.NullMarked;
