package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.StreamId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.media.MediaEpoch;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import dev.coterie.sframe.media.MediaKeys;
import dev.coterie.sframe.media.MediaSource;
import dev.coterie.sframe.media.Protected;
import dev.coterie.sframe.media.Reservation;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Somebody with the key of one epoch, or with a wrong one, who seals whatever it wants in the name
/// of a leaf.
final class Forger {
  private final MediaKeys keys;
  private final int leaf;
  private final int channel;

  Forger(Secret baseKey, long epoch, int leafCount, int leaf, int channel) {
    this.leaf = leaf;
    this.channel = channel;
    // its counters begin above those that the one it speaks for has spent
    var spent = Reservation.first(epoch, new MediaSource(leaf, channel));
    this.keys = MediaKeys.create(World.SUITE, leaf, List.of(spent));
    keys.enter(
        new MediaEpoch(epoch, leafCount, Begun.WITH_REMOVE),
        baseKey,
        (_, _) -> true,
        Instant.EPOCH);
    keys.sender(channel).due().ifPresent(keys.sender(channel)::confirm);
  }

  static Forger of(World world, int leaf) {
    return new Forger(World.baseKey(world.epoch), world.epoch, world.leafCount, leaf, 0);
  }

  MediaHeader header(long sequence) {
    return new MediaHeader(new StreamId(new LeafIndex(leaf), channel), Set.of(), sequence);
  }

  Bytes say(long sequence, String what) {
    var payload = new AudioPayload(sequence % (1L << 30) * 960, Bytes.ofUtf8(what));
    return seal(MediaHeader.FORM.encode(header(sequence)), AudioPayload.FORM.encode(payload));
  }

  Bytes seal(Bytes header, Bytes plaintext) {
    var sender = keys.sender(channel);
    var in = plaintext.toArray();
    var out = new byte[sender.maxSize(in.length)];
    var sealed = (Protected.Sealed) sender.protect(header, in, 0, in.length, out, 0);
    return FrameSplitter.join(header, out, sealed.length());
  }
}
