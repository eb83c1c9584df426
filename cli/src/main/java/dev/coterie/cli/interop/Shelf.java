package dev.coterie.cli.interop;

import io.grpc.Status;
import java.util.HashMap;
import java.util.Map;

/// Things by number. All kinds share the numbers, since one call takes two kinds; none is 0, which
/// stands for nothing. Not thread-safe: calls are answered one after the other.
final class Shelf {
  private final int most;
  private final Map<Integer, Thing> things = new HashMap<>();
  private int last;

  /// @param most things held at once
  Shelf(int most) {
    this.most = most;
  }

  /// Refuses what would leave more than there is room for; asked before work is done.
  void requireRoom() {
    if (things.size() >= most) {
      throw Status.RESOURCE_EXHAUSTED
          .withDescription(most + " states, transactions and signers are held: free some")
          .asRuntimeException();
    }
  }

  /// Keeps a thing.
  ///
  /// @return its number
  int put(Thing thing) {
    requireRoom();
    do {
      last++;
    } while (last == 0 || things.containsKey(last));
    things.put(last, thing);
    return last;
  }

  /// The thing of a number, if it is of this kind.
  <T extends Thing> T get(int id, Class<T> kind, String name) {
    Thing thing = things.get(id);
    if (kind.isInstance(thing)) {
      return kind.cast(thing);
    }
    throw unknown(id, name);
  }

  /// A membership.
  Seat seat(int id) {
    return get(id, Seat.class, "state");
  }

  /// Takes the thing of a number away; it stays open.
  Thing take(int id, String name) {
    Thing thing = things.remove(id);
    if (thing == null) {
      throw unknown(id, name);
    }
    return thing;
  }

  /// Forgets a thing wherever it is.
  void drop(Thing thing) {
    things.values().remove(thing);
    thing.close();
  }

  /// How many are held.
  int size() {
    return things.size();
  }

  /// Forgets everything.
  void clear() {
    things.values().forEach(Thing::close);
    things.clear();
  }

  static RuntimeException unknown(int id, String name) {
    return Status.NOT_FOUND
        .withDescription("no " + name + " " + Integer.toUnsignedString(id))
        .asRuntimeException();
  }
}
