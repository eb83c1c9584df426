package dev.coterie.sframe.media;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.sframe.HeaderReader;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.cipher.KeyDerivation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The media keys of one group at one member: of the epoch of now, in which it sends, and of those
/// just before, which it still hears. RFC 9605 §5.2, `docs/gbp2.md` §13. Not thread-safe: it has
/// one owner, and there must be no second one for the same member of the same group.
///
/// Remembers nothing of what it heard before it was made: a hub can play frames of the current
/// epoch again to a member that restarts.
public final class MediaKeys implements AutoCloseable {
  /// How long an epoch stays readable after the next one began.
  public static final Duration OVERLAP = Duration.ofSeconds(10);

  /// How long all past epochs stay readable after one that began with a Remove: for so long whoever
  /// was removed can, with the hub's help, forge what others might have said before.
  public static final Duration OVERLAP_AFTER_REMOVE = Duration.ofSeconds(1);

  private final SFrameSuite suite;
  private final int self;
  private final List<Reservation> stored;
  private final ReadableEpochs epochs = new ReadableEpochs();
  private final Map<Integer, MediaSender> senders = new HashMap<>();
  private final HeaderReader header = new HeaderReader();
  private final RefusalCounts refused = new RefusalCounts();
  private Roster roster = (leaf, epoch) -> false;

  private MediaKeys(SFrameSuite suite, int self, List<Reservation> stored) {
    this.suite = suite;
    this.self = self;
    this.stored = stored;
  }

  /// Keys of a member that has entered no epoch yet.
  ///
  /// @param suite that of the group's extension
  /// @param self our own leaf, as long as these keys live
  /// @param stored every reservation of this group that is on disk: what makes sure that no counter
  ///   is used again
  public static MediaKeys create(SFrameSuite suite, int self, Collection<Reservation> stored) {
    return new MediaKeys(suite, new MediaSource(self, 0).leaf(), List.copyOf(stored));
  }

  /// Goes on to the next epoch, or a later one: our senders change to its keys at once, and the
  /// epochs before stay readable for a while, but not for leaves that changed hands.
  ///
  /// @param baseKey what MLS exports under [SFrameSuite#EXPORTER_LABEL]; closed in here
  /// @param holders the members of the new epoch
  public void enter(MediaEpoch epoch, Secret baseKey, Roster holders, Instant now) {
    check(epoch, baseKey);
    EpochKeys keys;
    try (baseKey) {
      var keyIds = new KeyIds(epoch.number(), epoch.leafCount());
      keys = new EpochKeys(suite, keyIds, KeyDerivation.secret(suite, baseKey));
    }
    epochs.enter(keys, epoch.begun(), holders, now);
    roster = holders;
    senders.values().forEach(sender -> sender.enter(keys, spent(sender.source())));
  }

  private void check(MediaEpoch epoch, Secret baseKey) {
    if (baseKey.size() != suite.keySize()) {
      throw new IllegalArgumentException("a base key of " + baseKey.size() + " octets");
    }
    var current = epochs.current();
    if (current != null && Long.compareUnsigned(epoch.number(), current.number()) <= 0) {
      throw new IllegalArgumentException(epoch + " after epoch " + current.number());
    }
    if (self >= epoch.leafCount()) {
      throw new IllegalArgumentException("leaf " + self + " in " + epoch);
    }
  }

  private long spent(MediaSource source) {
    long epoch = now().number();
    return stored.stream()
        .filter(one -> one.epoch() == epoch && one.source().equals(source))
        .mapToLong(Reservation::end)
        .max()
        .orElse(0);
  }

  /// The sender of one of our streams, always the same one.
  ///
  /// @param channel 0 unless we have several streams, to 255
  /// @throws IllegalStateException if no epoch was entered
  public MediaSender sender(int channel) {
    var keys = now();
    return senders.computeIfAbsent(
        channel,
        each -> {
          var sender = new MediaSender(new MediaSource(self, each));
          sender.enter(keys, spent(sender.source()));
          return sender;
        });
  }

  private EpochKeys now() {
    var current = epochs.current();
    if (current == null) {
      throw new IllegalStateException("no epoch was entered, or the keys are closed");
    }
    return current;
  }

  /// Opens a frame of whatever source.
  ///
  /// @param metadata what the sender had authenticated with it
  /// @param out not overlapping the frame, with room for all its octets; holds nothing of use after
  ///   a refusal
  public Unprotected unprotect(
      Bytes metadata,
      byte[] frame,
      int offset,
      int length,
      byte[] out,
      int outOffset,
      Instant now) {
    return count(judge(null, metadata, frame, offset, length, out, outOffset, now));
  }

  /// Opens a frame that must be of the source that its metadata names.
  public Unprotected unprotect(
      MediaSource claimed,
      Bytes metadata,
      byte[] frame,
      int offset,
      int length,
      byte[] out,
      int outOffset,
      Instant now) {
    return count(judge(claimed, metadata, frame, offset, length, out, outOffset, now));
  }

  private Unprotected judge(
      @Nullable MediaSource claimed,
      Bytes metadata,
      byte[] frame,
      int offset,
      int length,
      byte[] out,
      int outOffset,
      Instant now) {
    Objects.checkFromIndexSize(offset, length, frame.length);
    if (!header.read(frame, offset, length)) {
      return Refusal.MALFORMED;
    }
    Objects.checkFromIndexSize(outOffset, length - header.size(), out.length);
    epochs.tick(now);
    long keyId = header.keyId();
    var epoch = epochs.of(keyId);
    if (epoch == null) {
      return missing(keyId);
    }
    var known = epoch.heard(keyId);
    if (known == null) {
      return first(epoch, claimed, metadata, frame, offset, length, out, outOffset);
    }
    if (claimed != null && !claimed.equals(known.source())) {
      return Refusal.OTHER_SOURCE;
    }
    return known.open(header, metadata, frame, offset, length, out, outOffset);
  }

  /// A frame under a key that has opened nothing yet: the key is kept only if it opens this one.
  private Unprotected first(
      EpochKeys epoch,
      @Nullable MediaSource claimed,
      Bytes metadata,
      byte[] frame,
      int offset,
      int length,
      byte[] out,
      int outOffset) {
    long keyId = header.keyId();
    if (!epoch.keyIds().names(keyId)) {
      return Refusal.UNKNOWN_KEY_ID;
    }
    var source = epoch.keyIds().source(keyId);
    if (claimed != null && !claimed.equals(source)) {
      return Refusal.OTHER_SOURCE;
    }
    if (source.leaf() == self) {
      return Refusal.OWN;
    }
    if (!roster.holdsSince(source.leaf(), epoch.number())) {
      return Refusal.LEAF_LEFT;
    }
    if (epoch.isFull()) {
      return Refusal.TOO_MANY_SOURCES;
    }
    var key = new SourceKey(source, epoch.number(), epoch.derive(keyId));
    var result = key.open(header, metadata, frame, offset, length, out, outOffset);
    switch (result) {
      case Unprotected.Opened _ -> epoch.keep(key);
      case Refusal _ -> key.close();
    }
    return result;
  }

  /// No readable epoch has these low bits. Of 256 epochs the 128 after the current one count as
  /// ahead.
  private Refusal missing(long keyId) {
    var current = epochs.current();
    if (current == null) {
      return Refusal.EPOCH_AHEAD;
    }
    int distance = KeyIds.epochBits(keyId - current.number());
    return distance <= KeyIds.EPOCHS / 2 ? Refusal.EPOCH_AHEAD : Refusal.EPOCH_GONE;
  }

  private Unprotected count(Unprotected result) {
    refused.add(result);
    return result;
  }

  /// How many frames were refused for a reason.
  public long refused(Refusal why) {
    return refused.of(why);
  }

  /// Drops the epochs that are no longer readable, and wipes their keys. Every frame that comes in
  /// does the same.
  public void tick(Instant now) {
    epochs.tick(now);
  }

  /// When to [#tick] next if nothing comes in.
  public Optional<Instant> wakeAt() {
    return Optional.of(epochs.wakeAt()).filter(end -> end.isBefore(Instant.MAX));
  }

  /// Wipes all keys. Senders throw from now on.
  @Override
  public void close() {
    epochs.close();
    senders.values().forEach(MediaSender::close);
    senders.clear();
  }
}
