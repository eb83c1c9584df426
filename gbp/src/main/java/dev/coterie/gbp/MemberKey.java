package dev.coterie.gbp;

import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.Comparator;

/// A member for as long as it is one: whatever outlives an epoch is kept under this, never under a
/// leaf alone. `docs/gbp2.md` §1 and §8. Never travels: the epoch of admission is each receiver's
/// own bookkeeping.
///
/// @param leaf the leaf that it holds
/// @param admitted the first epoch in which it held it, as far as the receiver knows
public record MemberKey(LeafIndex leaf, Epoch admitted) implements Comparable<MemberKey> {
  private static final Comparator<MemberKey> ORDER =
      Comparator.comparing(MemberKey::leaf).thenComparing(MemberKey::admitted);

  /// A member as the engine gives it.
  public static MemberKey of(Member member) {
    return new MemberKey(member.index(), member.admitted());
  }

  @Override
  public int compareTo(MemberKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "leaf " + leaf + " since epoch " + admitted;
  }
}
