package dev.coterie.crypto.primitive;

/// Why a provider is of no use here, in one line.
final class Absence {
  private Absence() {}

  /// What a throwable says, with what caused it where that says more.
  static String of(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var message = root.getMessage();
    var kind = root.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message.lines().findFirst().orElse("");
  }
}
