package dev.coterie.gap;

import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.media.MediaKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who held which leaf in the epochs whose frames may still come, by the low bits of their numbers
/// as key ids carry them. Kept at least as long as the keys.
final class EpochHolders {
  private static final int EPOCHS = 256;

  /// One epoch.
  static final class Members {
    private final CallEpoch epoch;
    private final Map<Integer, Holder> known = new HashMap<>();
    private Instant until = Instant.MAX;

    Members(CallEpoch epoch) {
      this.epoch = epoch;
    }

    /// Who held a leaf, which may lie outside the tree.
    Optional<Holder> at(LeafIndex leaf) {
      if (leaf.unsigned() >= epoch.leafCount()) {
        return Optional.empty();
      }
      var holder = known.get(leaf.value());
      if (holder != null) {
        return Optional.of(holder);
      }
      var found = epoch.holders().at(leaf);
      found.ifPresent(one -> known.put(leaf.value(), one));
      return found;
    }

    /// Whether the member that holds a leaf in this epoch held it in an earlier one already.
    boolean holdSince(int leaf, long earlier) {
      return at(new LeafIndex(leaf))
          .filter(holder -> holder.member().admitted().compareTo(new Epoch(earlier)) <= 0)
          .isPresent();
    }

    /// Whether a member is one in this epoch.
    boolean include(MemberKey member) {
      return at(member.leaf()).filter(holder -> holder.member().equals(member)).isPresent();
    }
  }

  private final @Nullable Members[] places = new @Nullable Members[EPOCHS];
  private @Nullable Members current;
  private long first;

  void enter(Members epoch, Instant now) {
    if (current == null) {
      first = epoch.epoch.number().value();
    } else {
      current.until = now.plus(MediaKeys.OVERLAP);
    }
    current = epoch;
    places[place(epoch.epoch.number().value())] = epoch;
    for (int i = 0; i < EPOCHS; i++) {
      var members = places[i];
      if (members != null && !now.isBefore(members.until)) {
        places[i] = null;
      }
    }
  }

  /// The epoch that a key id seems to mean, if it was entered of late.
  @Nullable Members of(long keyId) {
    return places[place(keyId)];
  }

  /// Whether a key id, which no readable epoch has, seems to mean one before the first.
  boolean isBeforeUs(long keyId) {
    if (current == null) {
      return false;
    }
    long now = current.epoch.number().value();
    return now - first < place(now - keyId);
  }

  private static int place(long number) {
    return (int) (number & (EPOCHS - 1));
  }
}
