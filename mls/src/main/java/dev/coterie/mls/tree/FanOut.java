package dev.coterie.mls.tree;

import dev.coterie.codec.CoterieException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// How independent pieces of expensive work are carried out: one after the other, or side by side
/// on an executor of the caller. Either way the results keep their order, and a failure surfaces
/// only when no piece is running any more, so that secrets may be wiped then.
@FunctionalInterface
public interface FanOut {
  /// One after the other, on the calling thread.
  FanOut INLINE =
      new FanOut() {
        @Override
        public <T> List<T> all(List<? extends Supplier<? extends T>> tasks) {
          List<T> results = new ArrayList<>(tasks.size());
          tasks.forEach(task -> results.add(task.get()));
          return results;
        }
      };

  /// Runs every task and gives the results in their order, or throws what the first failing one
  /// threw.
  <T> List<T> all(List<? extends Supplier<? extends T>> tasks);

  /// Side by side. Sources of randomness used by the tasks must be thread-safe, and the executor
  /// must not be one whose only thread makes this call.
  static FanOut on(Executor executor) {
    return new FanOut() {
      @Override
      public <T> List<T> all(List<? extends Supplier<? extends T>> tasks) {
        List<CompletableFuture<T>> running = new ArrayList<>(tasks.size());
        for (Supplier<? extends T> task : tasks) {
          running.add(CompletableFuture.supplyAsync(task::get, executor));
        }
        running.forEach(future -> future.handle((value, failure) -> failure == null).join());
        List<T> results = new ArrayList<>(tasks.size());
        for (CompletableFuture<T> future : running) {
          results.add(result(future));
        }
        return results;
      }
    };
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException wrapped) {
      switch (wrapped.getCause()) {
        case CoterieException known -> throw known;
        case RuntimeException unknown -> throw unknown;
        case null, default -> throw wrapped;
      }
    }
  }
}
