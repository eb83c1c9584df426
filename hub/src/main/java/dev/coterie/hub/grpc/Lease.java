package dev.coterie.hub.grpc;

/// What one call has taken of its connection's budget and of the hub's; given back when the call is
/// over.
final class Lease {
  private final Budget connection;
  private final Budget hub;
  private long taken;
  private boolean over;

  Lease(Budget connection, Budget hub) {
    this.connection = connection;
    this.hub = hub;
  }

  /// Takes more, or throws a refusal and takes nothing.
  synchronized void take(long bytes) {
    if (over) {
      return;
    }
    connection.take(bytes);
    try {
      hub.take(bytes);
    } catch (RuntimeException e) {
      connection.give(bytes);
      throw e;
    }
    taken += bytes;
  }

  synchronized void giveBack() {
    if (!over) {
      over = true;
      connection.give(taken);
      hub.give(taken);
    }
  }
}
