package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// Names a group at the hub: the octets of its MLS group id. Its founder picks it at random, so
/// that nobody can take it first.
public record HubGroupId(Bytes value) {
  /// The most octets an id may have.
  public static final int MAX_SIZE = 64;

  /// Refuses an empty id and one of more than 64 octets.
  public HubGroupId {
    if (value.isEmpty() || value.size() > MAX_SIZE) {
      throw new IllegalArgumentException("a group id has 1 to 64 octets, not " + value.size());
    }
  }

  /// Lower-case hexadecimal digits.
  @Override
  public String toString() {
    return value.toHex();
  }
}
