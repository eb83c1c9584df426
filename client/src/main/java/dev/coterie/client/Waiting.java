package dev.coterie.client;

import dev.coterie.codec.CoterieException;
import dev.coterie.codec.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for answers of other threads in our own kinds of failure.
final class Waiting {
  private Waiting() {}

  static <T> T on(CompletableFuture<T> future, Duration patience, String what) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CoterieException known) {
        throw known;
      }
      throw new UnavailableException(what, e);
    } catch (TimeoutException | CancellationException e) {
      throw new UnavailableException(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(what, e);
    }
  }
}
