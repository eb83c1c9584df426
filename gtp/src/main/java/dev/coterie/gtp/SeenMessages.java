package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MemberKey;
import java.util.Optional;

/// Remembers which messages of which member were taken. The one that counts is the database in
/// which the messages are kept: a row per (group, member, id) with the payload's digest, unique,
/// written in the transaction that stores the message. [RecentMessages] is for those who keep none.
public interface SeenMessages {
  /// The digest that was stored with a message, or nothing if there is no such message.
  Optional<Bytes> digestOf(MemberKey sender, MessageId id);
}
