package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;

/// Names a message of one sender: random, and the same however often the message is sent.
///
/// @param value 16 octets
public record MessageId(Bytes value) implements Comparable<MessageId> {
  /// Octets of an id.
  public static final int SIZE = 16;

  /// Checks the length.
  public MessageId {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException("message id of " + value.size() + " octets");
    }
  }

  /// A new id.
  public static MessageId random(RandomSource random) {
    return new MessageId(random.bytes(SIZE));
  }

  @Override
  public int compareTo(MessageId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
