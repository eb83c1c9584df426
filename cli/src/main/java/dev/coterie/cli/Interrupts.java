package dev.coterie.cli;

import java.time.Duration;

/// Lets a command that runs until Ctrl-C (or SIGTERM) end in good order.
final class Interrupts implements AutoCloseable {
  private static final Duration MOST = Duration.ofSeconds(3);

  private final Thread hook;
  private volatile boolean over;

  private Interrupts(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              Session.await(() -> over, MOST);
            },
            "coterie-interrupt");
  }

  /// Runs something at the first signal, and holds the end of the process back until this is
  /// closed.
  static Interrupts to(Runnable stop) {
    var interrupts = new Interrupts(stop);
    Runtime.getRuntime().addShutdownHook(interrupts.hook);
    return interrupts;
  }

  @Override
  public void close() {
    over = true;
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending already
    }
  }
}
