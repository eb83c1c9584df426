package dev.coterie.client.call;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where a call stands, for whoever looks or waits. Changed under the call's lock.
final class StateBoard {
  private final ReentrantLock turn;
  private final Condition changed;
  private volatile CallState state = new CallState.Joining();

  StateBoard(ReentrantLock turn) {
    this.turn = turn;
    this.changed = turn.newCondition();
  }

  CallState state() {
    return state;
  }

  boolean isOver() {
    return state instanceof CallState.Ended;
  }

  /// What is over stays over.
  void become(CallState next) {
    if (!isOver() && !state.equals(next)) {
      state = next;
      changed.signalAll();
    }
  }

  /// Waits until the call is live. False if it is over, or that takes longer.
  boolean awaitLive(Duration patience) {
    turn.lock();
    try {
      long left = patience.toNanos();
      while (!(state instanceof CallState.Live) && !isOver() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      turn.unlock();
    }
    return state instanceof CallState.Live;
  }

  /// Waits until it stands elsewhere.
  CallState awaitOther(CallState told) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      while (state.equals(told)) {
        changed.await();
      }
      return state;
    } finally {
      turn.unlock();
    }
  }
}
