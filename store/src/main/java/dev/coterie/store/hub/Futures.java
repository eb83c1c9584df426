package dev.coterie.store.hub;

import dev.coterie.codec.CoterieException;
import dev.coterie.codec.UnavailableException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waiting for another thread's answer.
final class Futures {
  private Futures() {}

  static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the hub's database", e);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof CoterieException known) {
        throw known;
      }
      throw new UnavailableException("the hub's database", cause);
    }
  }
}
