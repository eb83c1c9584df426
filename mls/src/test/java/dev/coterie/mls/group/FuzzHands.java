package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;

/// How a run touches the engine. The tests of the fuzzer put clumsy hands in place of these.
interface FuzzHands {
  /// The engine, and a store that keeps what it is told to.
  FuzzHands STEADY = new FuzzHands() {};

  default Incoming receive(World.Client client, Bytes message, PreSharedKeys lent) {
    return client.receive(message, lent);
  }

  default void merge(World.Client client, StagedCommit commit) {
    client.merge(commit);
  }

  default Sealed seal(World.Client client, Bytes plaintext, SeededRandom random) {
    Sealed sealed = client.group().seal(Bytes.EMPTY, plaintext, random);
    sealed.delta().ifPresent(client::apply);
    return sealed;
  }

  default void restart(World.Client client) {
    client.restart();
  }
}
