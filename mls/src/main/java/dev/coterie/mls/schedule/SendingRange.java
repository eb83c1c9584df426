package dev.coterie.mls.schedule;

import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;

/// Reserved generations of our own ratchet, in memory only: the store already stands at their end.
final class SendingRange implements AutoCloseable {
  private final long end;
  private long next;
  private Secret secret;

  SendingRange(long next, long end, Secret secret) {
    this.next = next;
    this.end = end;
    this.secret = secret;
  }

  boolean isEmpty() {
    return next == end;
  }

  long next() {
    return next;
  }

  MessageKey take(SuiteCrypto crypto) {
    var key = MessageKey.derive(crypto, secret, next);
    secret = Ratchet.step(crypto, secret, next);
    next++;
    if (isEmpty()) {
      secret.close();
    }
    return key;
  }

  @Override
  public void close() {
    secret.close();
  }
}
