package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.LogMark;
import dev.coterie.mls.message.GroupId;

/// The id of a group that takes the place of another one. It says so by itself, to whoever knows
/// the other one, and nobody can take it beforehand. `docs/gbp2.md` §9:
///
/// ```
/// id = nonce[16] || first 16 octets of SHA-256( opaque label<V> = "gbp2 successor"; nonce[16];
///        opaque group_id<V>; uint64 sequence; opaque record_hash[32]; opaque founder[32]; )
/// ```
final class SuccessorId {
  private static final Bytes LABEL = Bytes.ofUtf8("gbp2 successor");
  private static final int HALF = 16;

  private SuccessorId() {}

  /// A fresh one.
  ///
  /// @param stopped the record before which the group stands still
  /// @param founder of its successor
  static GroupId fresh(GroupId group, LogMark stopped, Fingerprint founder, RandomSource random) {
    return with(random.bytes(HALF), group, stopped, founder);
  }

  private static GroupId with(Bytes nonce, GroupId group, LogMark stopped, Fingerprint founder) {
    Bytes digest =
        Fingerprint.of(
                new WireWriter()
                    .opaque(LABEL)
                    .raw(nonce)
                    .opaque(group.value())
                    .uint64(stopped.sequence())
                    .raw(stopped.hash())
                    .raw(founder.value())
                    .toBytes())
            .value();
    return new GroupId(Bytes.concat(nonce, digest.slice(0, HALF)));
  }

  /// Whether an id is that of a successor that this founder made for a group.
  static boolean is(GroupId id, GroupId group, LogMark stopped, Fingerprint founder) {
    return id.value().size() == 2 * HALF
        && id.equals(with(id.value().slice(0, HALF), group, stopped, founder));
  }
}
