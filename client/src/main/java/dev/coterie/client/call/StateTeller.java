package dev.coterie.client.call;

import java.util.function.Consumer;

/// Tells listeners where a call stands, by a thread of its own, so that a slow one holds up nothing
/// but itself.
final class StateTeller {
  private static final System.Logger LOG = System.getLogger(StateTeller.class.getName());

  private final StateBoard board;

  StateTeller(StateBoard board) {
    this.board = board;
  }

  void add(Consumer<CallState> listener) {
    Thread.ofVirtual().name("call listener").start(() -> run(listener));
  }

  private void run(Consumer<CallState> listener) {
    try {
      CallState told = board.state();
      tell(listener, told);
      while (!(told instanceof CallState.Ended)) {
        told = board.awaitOther(told);
        tell(listener, told);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(Consumer<CallState> listener, CallState state) {
    try {
      listener.accept(state);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener failed", e);
    }
  }
}
