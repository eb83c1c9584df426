package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// Names a pre-shared key that a commit mixes into the next epoch. RFC 9420 §8.4:
///
/// ```
/// struct { PSKType psktype;
///          select (psktype) { case external:   opaque psk_id<V>;
///                             case resumption: ResumptionPSKUsage usage; opaque psk_group_id<V>; uint64 psk_epoch; };
///          opaque psk_nonce<V>; } PreSharedKeyID;
/// ```
///
/// @param source where the key comes from
/// @param nonce fresh random bytes, as many as the suite's hash has: checked where a suite is known
public record PreSharedKeyId(Source source, Bytes nonce) {
  /// The codec.
  public static final Codec<PreSharedKeyId> CODEC =
      Codec.of(PreSharedKeyId::read, PreSharedKeyId::write);

  /// Where a pre-shared key comes from.
  public sealed interface Source {
    /// From outside of MLS.
    ///
    /// @param id the application's name for it
    record External(Bytes id) implements Source {}

    /// From an epoch of a group.
    ///
    /// @param usage what for
    /// @param group which group
    /// @param epoch which epoch of it
    record Resumption(ResumptionUsage usage, GroupId group, Epoch epoch) implements Source {}
  }

  private static PreSharedKeyId read(WireReader in) {
    Source source =
        switch (in.uint8("psktype")) {
          case 1 -> new Source.External(in.opaque("psk_id"));
          case 2 ->
              new Source.Resumption(
                  ResumptionUsage.read(in), new GroupId(in.opaque("psk_group_id")), Epoch.read(in));
          default -> throw in.malformed("psktype", "neither external(1) nor resumption(2)");
        };
    return new PreSharedKeyId(source, in.opaque("psk_nonce"));
  }

  private static void write(PreSharedKeyId id, WireWriter out) {
    switch (id.source) {
      case Source.External(var name) -> out.uint8(1).opaque(name);
      case Source.Resumption(var usage, var group, var epoch) -> {
        usage.write(out.uint8(2));
        group.write(out);
        epoch.write(out);
      }
    }
    out.opaque(id.nonce);
  }

  /// The same name in memory of its own, so that it may outlive the buffer it was read from.
  PreSharedKeyId detached() {
    Source own =
        switch (source) {
          case Source.External(var id) -> new Source.External(id.detached());
          case Source.Resumption(var usage, var group, var epoch) ->
              new Source.Resumption(usage, new GroupId(group.value().detached()), epoch);
        };
    return new PreSharedKeyId(own, nonce.detached());
  }
}
