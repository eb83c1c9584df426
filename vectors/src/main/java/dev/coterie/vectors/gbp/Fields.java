package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.Flag;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.vectors.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Values that several structures share, as members of a vector.
final class Fields {
  private Fields() {}

  static StreamType type(Json.Obj in) {
    return StreamType.of(in.small("stream_type")).orElseThrow();
  }

  static Json.Builder stream(Json.Builder out, StreamId stream) {
    return out.with("leaf", stream.leaf().unsigned()).with("channel", stream.channel());
  }

  static StreamId stream(Json.Obj in) {
    return new StreamId(leaf(in), in.small("channel"));
  }

  static LeafIndex leaf(Json.Obj in) {
    return new LeafIndex((int) in.number("leaf"));
  }

  static Epoch epoch(Json.Obj in) {
    return new Epoch(in.number("epoch"));
  }

  static Set<Flag> flags(Json.Obj in) {
    return Flag.ofBits(in.small("flags"));
  }

  static Json.Builder position(Json.Builder out, LogPosition position) {
    return out.with("log_sequence", position.sequence()).with("log_head", position.head());
  }

  static LogPosition position(Json.Obj in) {
    return new LogPosition(in.number("log_sequence"), in.hex("log_head"));
  }

  static Json.Obj member(MemberKey member) {
    return Json.object()
        .with("leaf", member.leaf().unsigned())
        .with("admitted", member.admitted().value())
        .build();
  }

  static MemberKey member(Json.Obj in) {
    return new MemberKey(leaf(in), new Epoch(in.number("admitted")));
  }

  static Json text(String value) {
    return new Json.Text(value);
  }

  static <T> Json maybe(Optional<T> value, Function<T, Json> show) {
    return value.map(show).orElseGet(Json.Nothing::new);
  }

  static <T> Optional<T> maybe(Json.Obj in, String name, Function<Json, T> read) {
    return in.get(name) instanceof Json.Nothing
        ? Optional.empty()
        : Optional.of(read.apply(in.get(name)));
  }

  static List<Json> hashes(List<Bytes> hashes) {
    return hashes.stream().map(Json::of).toList();
  }
}
