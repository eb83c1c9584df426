package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.group.FuzzParcel.Body;
import dev.coterie.mls.group.FuzzSeat.Staged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Somebody who is behind catches up.
final class FuzzSync {
  private final FuzzScene scene;
  private final FuzzPost post;

  FuzzSync(FuzzScene scene, FuzzPost post) {
    this.scene = scene;
    this.post = post;
  }

  /// A seat that is behind gets all that it lacks of the longest branch that it can follow.
  void sync(FuzzSeat seat) {
    List<FuzzParcel> path = new ArrayList<>();
    Optional<FuzzEpoch> at =
        moves()
            .map(parcel -> move(parcel).into())
            .filter(seat.epoch::leadsTo)
            .max(Comparator.comparingLong(epoch -> epoch.number));
    while (at.isPresent() && at.get() != seat.epoch) {
      FuzzEpoch into = at.get();
      Optional<FuzzParcel> parcel = moves().filter(one -> move(one).into() == into).findFirst();
      if (parcel.isEmpty()) {
        return;
      }
      path.addFirst(parcel.get());
      at = into.parent;
    }
    for (FuzzParcel parcel : path) {
      for (FuzzParcel wish : List.copyOf(scene.parcels)) {
        if (isWish(wish, move(parcel).references()) && wish.epoch() == seat.epoch) {
          post.deliver(seat, wish, FuzzPost.Manner.PLAIN);
        }
      }
      Optional<Staged> own =
          seat.own.stream().filter(one -> one.parcel().equals(parcel)).findFirst();
      if (own.isPresent()) {
        scene.hands.merge(seat.client, own.get().commit());
        seat.own.remove(own.get());
        post.moved(seat, move(parcel));
      } else if (post.deliver(seat, parcel, FuzzPost.Manner.PLAIN) != FuzzVerdict.STAGES) {
        return;
      }
    }
  }

  private Stream<FuzzParcel> moves() {
    return scene.parcels.stream().filter(parcel -> parcel.body() instanceof Body.Move);
  }

  private static FuzzMove move(FuzzParcel parcel) {
    return ((Body.Move) parcel.body()).move();
  }

  private static boolean isWish(FuzzParcel parcel, Set<Bytes> references) {
    return switch (parcel.body()) {
      case Body.Wish(var wish) -> references.contains(wish.reference());
      case Body.Outside(var wish, _) -> references.contains(wish.reference());
      default -> false;
    };
  }
}
