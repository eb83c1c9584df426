package dev.coterie.sframe.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A group as its members' media sees it: epochs with keys made of their numbers, leaves with the
/// epoch in which their holders came, and a clock that is moved by hand.
final class World {
  static final Bytes METADATA = Bytes.ofUtf8("header");

  final SFrameSuite suite;
  final int leafCount;
  final Map<Integer, Long> admitted = new HashMap<>();
  final Map<Integer, MediaKeys> members = new LinkedHashMap<>();
  final Map<Integer, List<Reservation>> disks = new HashMap<>();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  long epoch;

  World(SFrameSuite suite, int leafCount, long epoch) {
    this.suite = suite;
    this.leafCount = leafCount;
    this.epoch = epoch;
  }

  World() {
    this(SFrameSuite.AES_128_GCM_SHA256_128, 5, 41);
  }

  static Secret baseKey(SFrameSuite suite, long epoch) {
    var octets = new byte[suite.keySize()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (((epoch * 0x9E3779B97F4A7C15L) >>> (8 * (i % 8))) + i);
    }
    return Secret.adopt(octets);
  }

  MediaKeys member(int leaf) {
    return Objects.requireNonNull(members.get(leaf));
  }

  /// A member who is there from the epoch of now on.
  MediaKeys join(int leaf) {
    admitted.put(leaf, epoch);
    var keys = MediaKeys.create(suite, leaf, disk(leaf));
    members.put(leaf, keys);
    enter(keys, Begun.WITH_REMOVE);
    return keys;
  }

  /// The process of a member dies, and starts again with what is on its disk.
  MediaKeys crash(int leaf) {
    var keys = MediaKeys.create(suite, leaf, disk(leaf));
    members.put(leaf, keys);
    enter(keys, Begun.WITH_REMOVE);
    return keys;
  }

  List<Reservation> disk(int leaf) {
    return disks.computeIfAbsent(leaf, _ -> new ArrayList<>());
  }

  void enter(MediaKeys keys, Begun begun) {
    keys.enter(
        new MediaEpoch(epoch, leafCount, begun),
        baseKey(suite, epoch),
        (leaf, at) -> {
          var since = admitted.get(leaf);
          return since != null && Long.compareUnsigned(since, at) <= 0;
        },
        now);
  }

  /// A commit that changes no member, processed by all at once.
  void commit() {
    epoch++;
    members.values().forEach(keys -> enter(keys, Begun.WITHOUT_REMOVE));
  }

  /// A commit that removes a leaf, processed by all others at once.
  MediaKeys remove(int leaf) {
    epoch++;
    admitted.remove(leaf);
    var left = member(leaf);
    members.remove(leaf);
    members.values().forEach(keys -> enter(keys, Begun.WITH_REMOVE));
    return left;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// Stores what is due, and says so.
  void store(int leaf, int channel) {
    var sender = member(leaf).sender(channel);
    sender
        .due()
        .ifPresent(
            due -> {
              disk(leaf).add(Reservation.decode(Reservation.CODEC.encode(due)));
              sender.confirm(due);
            });
  }

  Bytes say(int leaf, int channel, String what) {
    store(leaf, channel);
    return say(member(leaf).sender(channel), what);
  }

  static Bytes say(MediaSender sender, String what) {
    var in = Bytes.ofUtf8(what).toArray();
    var out = new byte[sender.maxSize(in.length)];
    var result = sender.protect(METADATA, in, 0, in.length, out, 0);
    assertThat(result).isInstanceOf(Protected.Sealed.class);
    return Bytes.copyOf(out, 0, ((Protected.Sealed) result).length());
  }

  Unprotected hear(int leaf, Bytes frame) {
    var out = new byte[frame.size()];
    return frame.lend(
        (octets, offset, length) ->
            member(leaf).unprotect(METADATA, octets, offset, length, out, 0, now));
  }

  String heard(int leaf, Bytes frame) {
    var out = new byte[frame.size()];
    var result =
        frame.lend(
            (octets, offset, length) ->
                member(leaf).unprotect(METADATA, octets, offset, length, out, 0, now));
    assertThat(result).isInstanceOf(Unprotected.Opened.class);
    return Bytes.copyOf(out, 0, ((Unprotected.Opened) result).length()).utf8();
  }
}
