package dev.coterie.cli.demo;

import dev.coterie.client.Group;
import dev.coterie.client.port.ClientStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a member does when the director asks for something that belongs to the call, in the words
/// of [MemberLines]. Safe for several threads.
final class CallVerbs {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long LOOK_MILLIS = 5;

  private final Supplier<Group> group;
  private final ClientStore store;
  private final Path folder;
  private final Notice notice;
  private final AtomicReference<@Nullable DemoCall> call = new AtomicReference<>();

  /// Tells the director a line.
  interface Notice {
    void tell(Object... words);
  }

  CallVerbs(Supplier<Group> group, ClientStore store, Path folder, Notice notice) {
    this.group = group;
    this.store = store;
    this.folder = folder;
    this.notice = notice;
  }

  /// Does it, and gives the word for the answer.
  String act(List<String> words) throws IOException, InterruptedException {
    return switch (words.getFirst()) {
      case "epoch" -> {
        awaitEpoch(Long.parseLong(words.get(1)));
        yield epoch();
      }
      case "keep" -> {
        StoreCopy.keep(store, Path.of(MemberLines.untext(words.get(1))));
        yield epoch();
      }
      case "call" -> {
        call.set(DemoCall.join(group.get(), folder, Pace.valueOf(words.get(1)), progress("heard")));
        yield epoch();
      }
      case "allow" -> {
        inCall().allow(Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
        yield "";
      }
      case "speak" ->
          Integer.toString(
              inCall().speak(Path.of(MemberLines.untext(words.get(1))), progress("spoke")));
      case "hang-up" -> {
        inCall().close();
        call.set(null);
        yield "";
      }
      default -> throw new IllegalArgumentException("no such verb: " + words.getFirst());
    };
  }

  private DemoCall inCall() {
    var now = call.get();
    if (now == null) {
      throw new IllegalStateException("not in the call");
    }
    return now;
  }

  private Mouth.Progress progress(String word) {
    return (packets, block, level) -> notice.tell(MemberLines.NOTICE, word, packets, block, level);
  }

  private void awaitEpoch(long wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (group.get().epoch().value() < wanted) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("epoch " + wanted + " was not reached");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private String epoch() {
    return group.get().epoch().toString();
  }
}
