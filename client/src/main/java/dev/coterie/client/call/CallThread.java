package dev.coterie.client.call;

import dev.coterie.codec.UnavailableException;
import dev.coterie.gap.CallReservation;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.mls.message.GroupId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Does for a call what may take time: opens the way to the hub, and makes reservations durable.
final class CallThread {
  private static final System.Logger LOG = System.getLogger(CallThread.class.getName());
  private static final long PAUSE_MS = 200;

  private final CallEngine engine;
  private final CallHost host;
  private final Thread thread;
  private @Nullable MediaSession media;

  CallThread(GroupId group, CallEngine engine, CallHost host) {
    this.engine = engine;
    this.host = host;
    this.thread = Thread.ofVirtual().name("call " + group).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Waits until it has ended. Not for the thread itself.
  void join() {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (var work = engine.work(); work.goesOn(); work = engine.work()) {
        if (work.open() && media == null) {
          media = host.open(engine::told);
          engine.opened(media);
        }
        if (!work.due().isEmpty()) {
          store(work.due());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "link or store are closed: the call ends", e);
    } finally {
      engine.end(CallEnd.CLOSED);
      var open = media;
      if (open != null) {
        open.close();
      }
      host.ended();
    }
  }

  private void store(List<CallReservation> due) throws InterruptedException {
    try {
      host.store(due);
    } catch (UnavailableException e) {
      LOG.log(System.Logger.Level.WARNING, "reservations are stored again later", e);
      Thread.sleep(PAUSE_MS);
      return;
    }
    engine.stored(due);
  }
}
