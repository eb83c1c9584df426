package dev.coterie.sframe.media;

import dev.coterie.crypto.Secret;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.cipher.FrameCipher;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys of one epoch: the secret they are expanded from, and those that have opened something.
final class EpochKeys implements AutoCloseable {
  /// Only members can make an authentic frame, but one member could make them for every leaf and
  /// channel there is.
  static final int MAX_SOURCES = 4096;

  private final SFrameSuite suite;
  private final KeyIds keyIds;
  private final Secret secret;
  private final Map<Long, SourceKey> sources = new HashMap<>();
  private @Nullable SourceKey latest;
  private Instant until = Instant.MAX;

  /// @param secret of the epoch, closed with this
  EpochKeys(SFrameSuite suite, KeyIds keyIds, Secret secret) {
    this.suite = suite;
    this.keyIds = keyIds;
    this.secret = secret;
  }

  KeyIds keyIds() {
    return keyIds;
  }

  long number() {
    return keyIds.epoch();
  }

  /// When the epoch stops being readable; far away while it is the current one.
  Instant until() {
    return until;
  }

  /// Lets the epoch end no later than this.
  void endBy(Instant end) {
    if (end.isBefore(until)) {
      until = end;
    }
  }

  /// A key with a cipher of its own, kept by whoever asks.
  FrameCipher derive(long keyId) {
    return FrameCipher.derive(suite, secret, keyId);
  }

  /// The key of a source that was heard before.
  @Nullable SourceKey heard(long keyId) {
    if (latest == null || latest.keyId() != keyId) {
      latest = sources.get(keyId);
    }
    return latest;
  }

  boolean isFull() {
    return sources.size() >= MAX_SOURCES;
  }

  /// Keeps the key of a source that has proved to have it.
  void keep(SourceKey source) {
    sources.put(source.keyId(), source);
  }

  /// Forgets the sources whose leaf is no longer held by the same member.
  void keepOnly(Roster roster) {
    latest = null;
    sources
        .values()
        .removeIf(
            source -> {
              boolean left = !roster.holdsSince(source.source().leaf(), number());
              if (left) {
                source.close();
              }
              return left;
            });
  }

  @Override
  public void close() {
    secret.close();
    sources.values().forEach(SourceKey::close);
    sources.clear();
    latest = null;
  }
}
