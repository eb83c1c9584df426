package dev.coterie.hub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A network between a client and a hub that can come to a halt, and be cut.
final class Relay implements AutoCloseable {
  private final InetSocketAddress hub;
  private final ServerSocket listening;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moves = lock.newCondition();
  private boolean halted;

  Relay(InetSocketAddress hub) throws IOException {
    this.hub = hub;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /// From now on nothing passes, in either direction.
  void halt() {
    set(true);
  }

  void resume() {
    set(false);
  }

  private void set(boolean to) {
    lock.lock();
    try {
      halted = to;
      moves.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Breaks all connections.
  void cut() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        var toHub = new Socket(hub.getAddress(), hub.getPort());
        sockets.add(client);
        sockets.add(toHub);
        Thread.ofVirtual().start(() -> copy(client, toHub));
        Thread.ofVirtual().start(() -> copy(toHub, client));
      } catch (IOException _) {
        // closed, or the hub is away: the client sees that its connection ends
      }
    }
  }

  private void copy(Socket from, Socket to) {
    var buffer = new byte[16_384];
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        awaitMoving();
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException _) {
      // cut
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitMoving() throws InterruptedException {
    lock.lock();
    try {
      while (halted) {
        moves.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    resume();
    cut();
  }
}
