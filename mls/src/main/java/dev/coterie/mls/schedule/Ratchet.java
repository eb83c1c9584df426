package dev.coterie.mls.schedule;

import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// One ratchet of one member: the secret of the next generation, and keys that were passed over.
/// RFC 9420 §9.1. The number of the next generation goes up to 2^32, where the ratchet ends.
final class Ratchet implements AutoCloseable {
  static final long END = 1L << 32;

  private long next;
  private Secret secret;
  private final NavigableMap<Long, MessageKey> skipped = new TreeMap<>();

  Ratchet(long next, Secret secret) {
    this.next = next;
    this.secret = secret;
  }

  long next() {
    return next;
  }

  Secret secret() {
    return secret;
  }

  NavigableMap<Long, MessageKey> skipped() {
    return skipped;
  }

  /// What it takes to reach a generation, derived beside the ratchet and not yet part of it.
  ///
  /// @param skipped keys on the way that the window keeps
  /// @param key of the generation
  /// @param next number of the generation after it
  /// @param secret of that next generation
  record Advance(List<Skipped> skipped, MessageKey key, long next, Secret secret)
      implements AutoCloseable {
    @Override
    public void close() {
      skipped.forEach(each -> each.key.close());
      key.close();
      secret.close();
    }
  }

  record Skipped(long generation, MessageKey key) {}

  /// Derives up to and including `generation`, which is not before [#next].
  Advance plan(SuiteCrypto crypto, long generation, int keep) {
    var passed = new ArrayList<Skipped>();
    Secret at = secret.copy();
    for (long i = next; i < generation; i++) {
      if (generation - i <= keep) {
        passed.add(new Skipped(i, MessageKey.derive(crypto, at, i)));
      }
      at = step(crypto, at, i);
    }
    var key = MessageKey.derive(crypto, at, generation);
    return new Advance(passed, key, generation + 1, step(crypto, at, generation));
  }

  /// The secret of the generation after `generation`; the argument is wiped.
  static Secret step(SuiteCrypto crypto, Secret at, long generation) {
    try (at) {
      return crypto.deriveTreeSecret(at, "secret", generation, crypto.suite().hashSize());
    }
  }

  /// Moves to a later state; the former secret is wiped.
  void moveTo(long newNext, Secret newSecret) {
    secret.close();
    secret = newSecret;
    next = newNext;
  }

  @Override
  public void close() {
    secret.close();
    skipped.values().forEach(MessageKey::close);
    skipped.clear();
  }
}
