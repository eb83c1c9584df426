package dev.coterie.store.client;

/// What one guess of a passphrase costs (RFC 9106).
///
/// @param memoryKib memory in KiB, 8 MiB to 1 GiB
/// @param iterations passes over it, 1 to 64
/// @param lanes 1 to 16
public record Argon2Cost(int memoryKib, int iterations, int lanes) {
  /// The second choice of RFC 9106 §4: 64 MiB, three passes, four lanes.
  public static final Argon2Cost RECOMMENDED = new Argon2Cost(64 * 1024, 3, 4);

  /// The least that is accepted; for tests and tiny machines.
  public static final Argon2Cost LEAST = new Argon2Cost(8 * 1024, 1, 1);

  public Argon2Cost {
    within("memoryKib", memoryKib, 8 * 1024, 1024 * 1024);
    within("iterations", iterations, 1, 64);
    within("lanes", lanes, 1, 16);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " must be within " + least + " and " + most);
    }
  }
}
