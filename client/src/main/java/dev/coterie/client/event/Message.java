package dev.coterie.client.event;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.gtp.MessageId;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.Optional;

/// A text that stands in a group's log.
///
/// @param group where it was said
/// @param sequence its place in the group's log: the order that all members share
/// @param epoch the epoch it was sealed in, which was the group's at that place
/// @param author who said it, proved by signature
/// @param leaf the author's leaf in that epoch
/// @param generation the one-time key it was sealed with, among the author's of that epoch
/// @param id unique per author
/// @param text what was said
/// @param sentAt when, by the author's clock
public record Message(
    GroupId group,
    long sequence,
    Epoch epoch,
    Person author,
    LeafIndex leaf,
    long generation,
    MessageId id,
    String text,
    Optional<Instant> sentAt) {
  /// The form in which a store keeps it.
  public static final Codec<Message> CODEC = StoredForm.of(Message::read, Message::write);

  private static Message read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    return new Message(
        new GroupId(in.opaque("group")),
        in.uint64("sequence"),
        new Epoch(in.uint64("epoch")),
        Person.read(in),
        new LeafIndex((int) in.uint32("leaf")),
        in.uint64("generation"),
        new MessageId(in.fixed("id", MessageId.SIZE)),
        in.opaque("text").utf8(),
        in.optional("sent_at", each -> Instant.ofEpochMilli(each.uint64("sent_at"))));
  }

  private void write(WireWriter out) {
    out.uint8(1).opaque(group.value()).uint64(sequence).uint64(epoch.value());
    author.write(out);
    out.uint32(leaf.unsigned())
        .uint64(generation)
        .raw(id.value())
        .opaque(Bytes.ofUtf8(text))
        .optional(sentAt, (at, each) -> each.uint64(at.toEpochMilli()));
  }
}
