package dev.coterie.store.hub;

/// Waiting for threads to end.
final class Threads {
  private Threads() {}

  /// An interrupt does not cut the wait short: closing in the middle of a write would lose it.
  static void joinWithoutInterrupts(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
