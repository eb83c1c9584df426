package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MemberKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers the last messages in memory, the oldest forgotten first: about 200 octets each. The
/// replay window of the stream refuses repetitions far longer than this; what it cannot see is the
/// same message sent under a new number. Not thread-safe.
public final class RecentMessages implements SeenMessages {
  private final Map<Key, Bytes> digests;

  private record Key(MemberKey sender, MessageId id) {}

  private RecentMessages(int capacity) {
    digests =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Bytes> eldest) {
            return size() > capacity;
          }
        };
  }

  /// Remembers a number of messages, at least 1.
  public static RecentMessages ofCapacity(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    return new RecentMessages(capacity);
  }

  /// Notes a message that was taken.
  public void remember(MemberKey sender, MessageId id, Bytes digest) {
    digests.put(new Key(sender, id), digest);
  }

  /// Forgets a member that is none any more.
  public void forget(MemberKey sender) {
    digests.keySet().removeIf(key -> key.sender.equals(sender));
  }

  @Override
  public Optional<Bytes> digestOf(MemberKey sender, MessageId id) {
    return Optional.ofNullable(digests.get(new Key(sender, id)));
  }
}
