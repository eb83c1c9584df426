package dev.coterie.client.group;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.LogMark;

/// What is stored about a group besides MLS and framing.
///
/// ```
/// uint8 format = 1; opaque name<V>; uint8 status; uint64 sequence; opaque hash[32];
/// uint64 last_handshake; uint64 next_order;
/// ```
///
/// @param name what the group calls itself
/// @param status where it stands
/// @param mark the last record processed
/// @param lastHandshake the last handshake record processed: what the next one must expect
/// @param nextOrder the number of the next row of the outbox
public record GroupRow(
    String name, GroupStatus status, LogMark mark, long lastHandshake, long nextOrder) {
  /// The row's form.
  public static final Codec<GroupRow> CODEC = StoredForm.of(GroupRow::read, GroupRow::write);

  GroupRow with(GroupStatus other) {
    return new GroupRow(name, other, mark, lastHandshake, nextOrder);
  }

  GroupRow at(LogMark other, long handshake) {
    return new GroupRow(name, status, other, handshake, nextOrder);
  }

  GroupRow nextOrder(long order) {
    return new GroupRow(name, status, mark, lastHandshake, order);
  }

  private static GroupRow read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    return new GroupRow(
        in.opaque("name").utf8(),
        GroupStatus.read(in),
        new LogMark(in.uint64("sequence"), in.fixed("hash", 32)),
        in.uint64("last_handshake"),
        in.uint64("next_order"));
  }

  private void write(WireWriter out) {
    out.uint8(1)
        .opaque(Bytes.ofUtf8(name))
        .uint8(status.code())
        .uint64(mark.sequence())
        .raw(mark.hash())
        .uint64(lastHandshake)
        .uint64(nextOrder);
  }
}
