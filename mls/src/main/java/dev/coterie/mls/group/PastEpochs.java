package dev.coterie.mls.group;

import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.schedule.SecretTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Epochs that are over and whose late application messages still open: bounded in number, newest
/// first. Of the members, each keeps only those that the commit after it changed; whoever is not
/// found there is looked up in the epochs after it, up to the current one.
final class PastEpochs {
  static final PastEpochs NONE = new PastEpochs(List.of());

  /// An epoch that is over.
  ///
  /// @param context what signatures of its messages cover
  /// @param self our leaf in it
  /// @param leafCount leaves of its tree
  /// @param senderDataSecret hides its senders
  /// @param messages its unread keys
  /// @param seats who held the leaves that the commit after it changed, unless they were blank
  record PastEpoch(
      GroupContext context,
      LeafIndex self,
      int leafCount,
      Secret senderDataSecret,
      SecretTree messages,
      Map<LeafIndex, Member> seats) {
    PastEpoch {
      seats = Map.copyOf(seats);
    }

    Epoch number() {
      return context.epoch();
    }

    void close() {
      senderDataSecret.close();
      messages.close();
    }
  }

  private final List<PastEpoch> newestFirst;

  PastEpochs(List<PastEpoch> newestFirst) {
    this.newestFirst = List.copyOf(newestFirst);
  }

  List<PastEpoch> all() {
    return newestFirst;
  }

  Optional<PastEpoch> find(Epoch number) {
    return newestFirst.stream().filter(one -> one.number().equals(number)).findFirst();
  }

  /// Who held a leaf in the current epoch or a past one. Whoever holds it now and came later did
  /// not.
  Optional<Member> member(Epoch number, LeafIndex leaf, EpochState current) {
    Optional<Member> found = current.member(leaf);
    for (PastEpoch past : newestFirst) {
      if (past.number().isBefore(number)) {
        break;
      }
      Member seat = past.seats().get(leaf);
      found = seat == null ? found : Optional.of(seat);
    }
    return found.filter(member -> !number.isBefore(member.admitted()));
  }

  PastEpochs with(PastEpoch fresh, int limit) {
    List<PastEpoch> all = new ArrayList<>();
    all.add(fresh);
    all.addAll(newestFirst);
    return new PastEpochs(all).newest(limit);
  }

  PastEpochs newest(int limit) {
    return newestFirst.size() <= limit ? this : new PastEpochs(newestFirst.subList(0, limit));
  }
}
