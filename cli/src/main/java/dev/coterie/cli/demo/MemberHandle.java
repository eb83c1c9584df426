package dev.coterie.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The director's end of a member process. Safe for several threads.
final class MemberHandle implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NO_ANSWER = 0;

  private final Cast who;
  private final Child child;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Map<String, CompletableFuture<String>> answers = new HashMap<>();
  private final Map<String, CompletableFuture<Long>> acknowledged = new HashMap<>();
  private long numbers;
  private volatile Consumer<Progress> onProgress = _ -> {};

  /// What was spoken or heard of the call so far.
  ///
  /// @param packets from the beginning
  /// @param block a tenth of a second
  /// @param level how loud it was, 0 to 8
  record Progress(Cast who, boolean speaks, int packets, int block, int level) {}

  private MemberHandle(Cast who, Path folder, String hub) {
    this.who = who;
    this.child =
        Child.start(
            List.of(
                "demo-member", "--name", who.label(), "--folder", folder.toString(), "--hub", hub),
            folder.resolve("errors.txt"),
            this::hear,
            this::ended);
  }

  static MemberHandle start(Cast who, Path folder, String hub) {
    return new MemberHandle(who, folder, hub);
  }

  /// A text under way.
  ///
  /// @param id given when it is durable at the member
  /// @param acknowledged its place in the log, when it stands there
  record Saying(CompletableFuture<String> id, CompletableFuture<Long> acknowledged) {}

  /// Waits until the client is open.
  ///
  /// @return its fingerprint
  String fingerprint() {
    return wait("its start", ready);
  }

  /// Where to tell how the call goes, on a thread of this handle.
  void onProgress(Consumer<Progress> listener) {
    onProgress = listener;
  }

  Saying say(String text) {
    String number;
    Saying saying = new Saying(new CompletableFuture<>(), new CompletableFuture<>());
    synchronized (this) {
      number = Long.toString(++numbers);
      answers.put(number, saying.id());
      acknowledged.put(number, saying.acknowledged());
    }
    child.tell(MemberLines.line(number, "say", MemberLines.text(text)));
    return saying;
  }

  /// Says what needs no answer.
  void tell(Object... words) {
    child.tell(MemberLines.line(NO_ANSWER, MemberLines.line(words)));
  }

  /// Asks, and waits for the answer.
  String ask(Object... words) {
    return wait(words[0].toString(), askLater(words));
  }

  /// Asks without waiting.
  CompletableFuture<String> askLater(Object... words) {
    var all = new ArrayList<Object>(List.of(words));
    var answer = new CompletableFuture<String>();
    synchronized (this) {
      String number = Long.toString(++numbers);
      answers.put(number, answer);
      all.addFirst(number);
    }
    child.tell(MemberLines.line(all.toArray()));
    return answer;
  }

  <T> T wait(String what, CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "%s failed at %s: %s (%s)".formatted(who.label(), what, e.getMessage(), child.log()), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "%s does not answer: %s (%s)".formatted(who.label(), what, child.log()), e);
    }
  }

  private void hear(String line) {
    List<String> words = MemberLines.words(line);
    if (words.size() < 2) {
      return;
    }
    if (!words.getFirst().equals(MemberLines.NOTICE)) {
      CompletableFuture<String> answer;
      synchronized (this) {
        answer = answers.remove(words.getFirst());
      }
      if (answer != null) {
        settle(answer, words);
      }
      return;
    }
    switch (words.get(1)) {
      case "ready" -> ready.complete(words.get(2));
      case "acknowledged" -> saying(words.get(2)).complete(Long.parseLong(words.get(3)));
      case "refused" -> saying(words.get(2)).completeExceptionally(failure(words.get(3)));
      case "spoke", "heard" ->
          onProgress.accept(
              new Progress(
                  who,
                  words.get(1).equals("spoke"),
                  Integer.parseInt(words.get(2)),
                  Integer.parseInt(words.get(3)),
                  Integer.parseInt(words.get(4))));
      default -> {}
    }
  }

  private static void settle(CompletableFuture<String> answer, List<String> words) {
    if (words.get(1).equals("ok")) {
      answer.complete(words.get(2));
    } else {
      answer.completeExceptionally(failure(words.get(2)));
    }
  }

  private static IllegalStateException failure(String hex) {
    return new IllegalStateException(MemberLines.untext(hex));
  }

  private synchronized CompletableFuture<Long> saying(String number) {
    var saying = acknowledged.remove(number);
    return saying == null ? new CompletableFuture<>() : saying;
  }

  private synchronized void ended() {
    var gone = new IllegalStateException("the process has ended");
    ready.completeExceptionally(gone);
    answers.values().forEach(each -> each.completeExceptionally(gone));
    acknowledged.values().forEach(each -> each.completeExceptionally(gone));
  }

  /// SIGKILL.
  void kill() {
    child.kill();
  }

  /// Lets it end in its own way: store scrubbed and closed.
  @Override
  public void close() {
    tell("close");
    if (!child.await(Duration.ofSeconds(20))) {
      child.close();
    }
  }
}
