package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Somebody about to receive a valid message.
///
/// @param victim whose state is watched
/// @param message as it was meant to arrive
/// @param open receives, or joins, or whatever is done with it; gives the judgement if there is one
/// @param beside what else must not change: private keys that wait for a welcome
record Scene(
    World.Client victim,
    Bytes message,
    Function<Bytes, Optional<Incoming>> open,
    Supplier<Bytes> beside) {
  /// How a scene is set, under either envelope for handshakes.
  ///
  /// @param name what arrives, in a few words
  record Maker(String name, Function<HandshakeWire, Scene> scene) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// A message of a group, to one of its members.
  static Scene received(World.Client victim, Bytes message) {
    return received(victim, message, PreSharedKeys.NONE);
  }

  static Scene received(World.Client victim, Bytes message, PreSharedKeys lent) {
    return new Scene(
        victim,
        message,
        bytes -> Optional.of(victim.group().receive(bytes, lent, World.NOW)),
        () -> Bytes.EMPTY);
  }

  /// Something that one enters a group with.
  static Scene entered(
      World.Client watched, Bytes message, Consumer<Bytes> enter, Supplier<Bytes> beside) {
    return new Scene(
        watched,
        message,
        bytes -> {
          enter.accept(bytes);
          return Optional.empty();
        },
        beside);
  }
}
