/// Bouncy Castle's MLS as a peer to be timed beside ours, by the loops that time ours. It does what
/// its API offers and no more: what it leaves out of the protocol (it does not verify the
/// signatures of the leaves in a tree, for one) it is also not charged for.
@NullMarked
package dev.coterie.bench.bouncycastle;

import org.jspecify.annotations.NullMarked;
