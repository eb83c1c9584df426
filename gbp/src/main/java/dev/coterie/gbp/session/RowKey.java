package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;

/// Names a row of a session's stored state: `gbp2`, a kind, and what the row is about, big-endian,
/// so that all rows of one member stand together.
sealed interface RowKey {
  /// What every key begins with.
  Bytes PREFIX = Bytes.ofUtf8("gbp2");

  /// Who we are. Always there.
  record Self() implements RowKey {}

  /// How far an own stream has counted.
  record Sent(StreamType type, int channel) implements RowKey {}

  /// The window of an incoming stream.
  record Heard(MemberKey sender, StreamType type, int channel)
      implements RowKey, Comparable<Heard> {
    @Override
    public int compareTo(Heard other) {
      int bySender = sender.compareTo(other.sender);
      int byType = bySender != 0 ? bySender : type.compareTo(other.type);
      return byType != 0 ? byType : Integer.compare(channel, other.channel);
    }
  }

  /// Evidence of a fork.
  record Evidence(MemberKey sender) implements RowKey {}

  /// The key's octets.
  default Bytes encode() {
    var out = new WireWriter().raw(PREFIX);
    switch (this) {
      case Self() -> out.uint8(0);
      case Sent(var type, var channel) -> out.uint8(1).uint8(type.code()).uint8(channel);
      case Heard(var sender, var type, var channel) ->
          member(out.uint8(2), sender).uint8(type.code()).uint8(channel);
      case Evidence(var sender) -> member(out.uint8(3), sender);
    }
    return out.toBytes();
  }

  private static WireWriter member(WireWriter out, MemberKey member) {
    return out.uint32(member.leaf().unsigned()).uint64(member.admitted().value());
  }

  /// The row that a key names.
  ///
  /// @throws MalformedException if it names none
  static RowKey decode(Bytes key) {
    var in = new WireReader(key);
    if (!in.fixed("prefix", PREFIX.size()).equals(PREFIX)) {
      throw in.malformed("prefix", "not a row of this session");
    }
    RowKey row =
        switch (in.uint8("kind")) {
          case 0 -> new Self();
          case 1 -> new Sent(type(in), channel(in));
          case 2 -> new Heard(member(in), type(in), channel(in));
          case 3 -> new Evidence(member(in));
          default -> throw in.malformed("kind", "unknown");
        };
    in.end();
    return row;
  }

  private static MemberKey member(WireReader in) {
    return new MemberKey(
        new LeafIndex((int) in.uint32("leaf")), new Epoch(in.uint64("epoch of admission")));
  }

  private static StreamType type(WireReader in) {
    return StreamType.of(in.uint8("stream type"))
        .filter(type -> type != StreamType.AUDIO)
        .orElseThrow(() -> in.malformed("stream type", "not in a log"));
  }

  private static int channel(WireReader in) {
    int channel = in.uint8("channel");
    StreamId.checkChannel(channel);
    return channel;
  }
}
