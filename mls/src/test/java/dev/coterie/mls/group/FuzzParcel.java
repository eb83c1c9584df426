package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import java.util.OptionalInt;

/// A message under way, and what the model knows of it.
///
/// @param id names it in reports
/// @param bytes an MLSMessage
/// @param epoch it was made in
/// @param leaf of the member that made it
/// @param isPrivate whether it is encrypted
/// @param body what it is
record FuzzParcel(
    int id, Bytes bytes, FuzzEpoch epoch, OptionalInt leaf, boolean isPrivate, Body body) {
  /// What a message is.
  sealed interface Body {
    /// Application data.
    record Text(long generation, String text) implements Body {}

    /// A member's proposal.
    record Wish(FuzzWish wish) implements Body {}

    /// A proposal from outside.
    ///
    /// @param byServer whether the listed server says it, or a newcomer
    record Outside(FuzzWish wish, boolean byServer) implements Body {}

    /// A commit.
    record Move(FuzzMove move) implements Body {}

    /// Something that nobody may take.
    ///
    /// @param waits whether it names a proposal that never comes
    record Forged(String how, boolean waits) implements Body {}
  }

  boolean isOf(FuzzSeat seat) {
    return leaf.isPresent() && leaf.getAsInt() == seat.leaf;
  }

  @Override
  public String toString() {
    String what =
        switch (body) {
          case Body.Text(var generation, var text) -> "\"" + text + "\"#" + generation;
          case Body.Wish(var wish) -> "wish " + wish.effect().getClass().getSimpleName();
          case Body.Outside(var wish, _) ->
              "outside wish " + wish.effect().getClass().getSimpleName();
          case Body.Move(var move) -> "commit " + move;
          case Body.Forged(var how, _) -> "forged " + how;
        };
    return "p" + id + "[" + what + " in " + epoch + "]";
  }
}
