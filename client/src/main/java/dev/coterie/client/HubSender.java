package dev.coterie.client;

import dev.coterie.client.group.Input;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubRule;
import dev.coterie.mls.message.GroupId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Appends for one group, one after the other, each until the hub has answered. All of them may be
/// repeated without harm.
final class HubSender implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HubSender.class.getName());
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 5_000;

  /// What may be otherwise the next time. Off the roster is among them: the log will say more; and
  /// so is another certificate, or whoever gets between us and the hub could make us drop a text.
  private static final Set<HubRule> PASSING =
      EnumSet.of(
          HubRule.WRONG_CERTIFICATE,
          HubRule.NOT_AUTHENTICATED,
          HubRule.NOT_ON_ROSTER,
          HubRule.RATE_LIMITED,
          HubRule.BUSY,
          HubRule.DRAINING);

  private record Task(Bytes hubId, Supplier<Input> call) {}

  private final HubGroupId group;
  private final HubLink link;
  private final Consumer<Input> answers;
  private final Thread thread;
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition more = turn.newCondition();
  private final Deque<Task> tasks = new ArrayDeque<>();

  HubSender(GroupId id, HubLink link, Consumer<Input> answers) {
    this.group = new HubGroupId(id.value());
    this.link = link;
    this.answers = answers;
    this.thread = Thread.ofVirtual().name("sender " + id).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void found() {
    add(
        new Task(
            Bytes.EMPTY,
            () -> {
              link.createGroup(group);
              return new Input.Founded();
            }));
  }

  void send(HandshakeAppend append) {
    add(new Task(append.messageId(), () -> answered(append.messageId(), link.append(append))));
  }

  void send(ApplicationAppend append) {
    add(new Task(append.messageId(), () -> answered(append.messageId(), link.append(append))));
  }

  private static Input answered(Bytes hubId, AppendResult result) {
    return new Input.Answered(hubId, result);
  }

  void withdraw(Bytes hubId) {
    turn.lock();
    try {
      tasks.removeIf(task -> task.hubId().equals(hubId));
    } finally {
      turn.unlock();
    }
  }

  void clear() {
    turn.lock();
    try {
      tasks.clear();
    } finally {
      turn.unlock();
    }
  }

  private void add(Task task) {
    turn.lock();
    try {
      tasks.add(task);
      more.signal();
    } finally {
      turn.unlock();
    }
  }

  private void run() {
    try {
      long pause = 0;
      while (true) {
        if (pause > 0) {
          Thread.sleep(pause);
        }
        Task task = first();
        pause =
            attempt(task) ? done(task) : Math.clamp(pause * 2, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "sender ends", e);
    }
  }

  /// The task stays first until it is answered, so that it can be withdrawn between attempts.
  private Task first() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      while (tasks.isEmpty()) {
        more.await();
      }
      return tasks.getFirst();
    } finally {
      turn.unlock();
    }
  }

  private long done(Task task) {
    turn.lock();
    try {
      tasks.remove(task);
      return 0;
    } finally {
      turn.unlock();
    }
  }

  private boolean attempt(Task task) {
    Input answer;
    try {
      answer = task.call().get();
    } catch (RefusedException e) {
      if (e.rule() instanceof HubRule rule && PASSING.contains(rule)) {
        return false;
      }
      answer = new Input.Declined(task.hubId(), e);
    } catch (UnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "the hub did not answer", e);
      return false;
    }
    answers.accept(answer);
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
