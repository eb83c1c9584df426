package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// The shape of message ids.
final class MessageIds {
  private static final int MIN = 16;
  private static final int MAX = 32;

  private MessageIds() {}

  static void check(Bytes id) {
    if (id.size() < MIN || id.size() > MAX) {
      throw new IllegalArgumentException("a message id has 16 to 32 octets, not " + id.size());
    }
  }
}
