package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.RefusedException;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FanOutTest {
  @Test
  void on_manyTasks_keepsTheirOrder() {
    List<Supplier<Integer>> tasks = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int result = i;
      tasks.add(() -> result);
      expected.add(i);
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Integer> results = FanOut.on(threads).all(tasks);
      assertThat(results).isEqualTo(expected);
    }
  }

  @Test
  void on_taskFails_throwsTheFirstFailureAfterAllAreDone() {
    AtomicInteger done = new AtomicInteger();
    List<Supplier<Integer>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          throw new RefusedException(TreeRule.TREE_HASH, "first");
        });
    tasks.add(
        () -> {
          throw new IllegalStateException("second");
        });
    for (int i = 0; i < 100; i++) {
      tasks.add(done::incrementAndGet);
    }
    try (var threads = Executors.newFixedThreadPool(3)) {
      FanOut fanOut = FanOut.on(threads);
      var refused = assertThrows(RefusedException.class, () -> fanOut.all(tasks));
      assertEquals(TreeRule.TREE_HASH, refused.rule());
      assertEquals(100, done.get());
      assertThrows(IllegalStateException.class, () -> fanOut.all(tasks.subList(1, 3)));
    }
  }
}
