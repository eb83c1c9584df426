package dev.coterie.crypto;

/// Permission to take secret octets out of a [Secret]. There is one way to get it, with a name that
/// a search finds.
public final class KeyExport {
  private static final KeyExport TOKEN = new KeyExport();

  private KeyExport() {}

  /// The token. Whoever asks for it answers for where the octets go.
  public static KeyExport dangerously() {
    return TOKEN;
  }

  /// Called where a key leaves: gives a breakpoint, and keeps `null` out.
  void use() {}
}
