package dev.coterie.mls.group;

import dev.coterie.mls.group.FuzzParcel.Body;
import dev.coterie.mls.group.FuzzWish.Effect;

/// What the model says must become of a message.
enum FuzzVerdict {
  /// The text is read.
  OPENS,
  /// The proposal is kept.
  HOLDS,
  /// The commit can be merged.
  STAGES,
  /// The commit is kept, since something is missing.
  WAITS,
  /// Its epoch has not come: it is kept unread.
  EARLY,
  /// It is a message of one's own.
  OWN,
  /// It is refused.
  REFUSED,
  /// Either: somebody wrote it in one's own name, with one's own keys or with what all members
  /// have. It is at most an echo.
  OWN_OR_REFUSED,
  /// Either: there is no room, and whether somebody has to make some depends on bytes.
  WAITS_OR_REFUSED;

  /// Commits that wait, at most.
  static final int MOST_HELD = GroupSettings.Waiting.RECOMMENDED.heldCommits();

  /// @param lent whether pre-shared keys from outside are at hand
  static FuzzVerdict of(FuzzSeat seat, FuzzParcel parcel, boolean lent, World.Client server) {
    if (seat.closed) {
      return REFUSED;
    }
    if (seat.registered.filter(own -> own.bytes().equals(parcel.bytes())).isPresent()) {
      return OWN;
    }
    if (seat.awaits(parcel.epoch())) {
      return EARLY;
    }
    return switch (parcel.body()) {
      case Body.Text(var generation, _) -> text(seat, parcel, generation);
      case Body.Wish _ -> handshake(seat, parcel, HOLDS);
      case Body.Move(var move) -> handshake(seat, parcel, commit(seat, parcel, move, lent));
      case Body.Forged _ when parcel.isOf(seat) -> OWN_OR_REFUSED;
      case Body.Forged(_, var waits) ->
          waits ? handshake(seat, parcel, waiting(seat, parcel)) : REFUSED;
      case Body.Outside(var wish, var byServer) -> outside(seat, parcel, wish, byServer, server);
    };
  }

  private static FuzzVerdict text(FuzzSeat seat, FuzzParcel parcel, long generation) {
    if (parcel.epoch() != seat.epoch && !seat.past.contains(parcel.epoch())) {
      return REFUSED;
    }
    if (parcel.isOf(seat)) {
      return OWN;
    }
    return seat.canOpen(parcel, generation) ? OPENS : REFUSED;
  }

  private static FuzzVerdict handshake(FuzzSeat seat, FuzzParcel parcel, FuzzVerdict good) {
    boolean forged = parcel.body() instanceof Body.Forged;
    if (parcel.epoch() != seat.epoch) {
      return seat.past.contains(parcel.epoch()) && parcel.isOf(seat) && !forged ? OWN : REFUSED;
    }
    if (parcel.isOf(seat)) {
      return forged || (parcel.body() instanceof Body.Move && !parcel.isPrivate()) ? REFUSED : OWN;
    }
    boolean over = seat.epoch.reInit.isPresent();
    return over || (parcel.isPrivate() && seat.spent.contains(parcel.id())) ? REFUSED : good;
  }

  private static FuzzVerdict commit(FuzzSeat seat, FuzzParcel parcel, FuzzMove move, boolean lent) {
    boolean complete =
        seat.wishes.keySet().containsAll(move.references())
            && move.psks().stream().allMatch(name -> seat.knows(name, lent));
    return complete ? STAGES : waiting(seat, parcel);
  }

  /// Whether an outcome is what the model says.
  boolean allows(FuzzVerdict outcome) {
    return switch (this) {
      case OWN_OR_REFUSED -> outcome == OWN || outcome == REFUSED;
      case WAITS_OR_REFUSED -> outcome == WAITS || outcome == REFUSED;
      default -> this == outcome;
    };
  }

  private static FuzzVerdict waiting(FuzzSeat seat, FuzzParcel parcel) {
    boolean known = seat.held.values().stream().anyMatch(one -> one.body().equals(parcel.body()));
    return known || seat.held.size() < MOST_HELD ? WAITS : WAITS_OR_REFUSED;
  }

  /// Its signature does not cover the group's state: it means the same on every branch.
  private static FuzzVerdict outside(
      FuzzSeat seat, FuzzParcel parcel, FuzzWish wish, boolean byServer, World.Client server) {
    FuzzEpoch here = seat.epoch;
    boolean comes =
        here.group.equals(parcel.epoch().group)
            && here.number == parcel.epoch().number
            && here.reInit.isEmpty()
            && (!byServer || here.lists(server.identity.keys().publicKey()));
    boolean fits =
        switch (wish.effect()) {
          case Effect.Remove(var leaf) -> here.roster.containsKey(leaf);
          default -> true;
        };
    return comes && fits ? HOLDS : REFUSED;
  }
}
