package dev.coterie.store.client;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One process, and in it one object, owns a store. The operating system gives the lock back when
/// the process dies, however it dies; the file beside the store stays and says nothing.
final class StoreLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private StoreLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  static StoreLock take(Path store) {
    Path file = store.resolveSibling(store.getFileName() + ".lock");
    FileChannel channel = open(file);
    try {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return new StoreLock(channel, lock);
      }
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new UnavailableException("store lock", e);
    }
    var refused = new RefusedException(StoreRule.STORE_IN_USE, store.getFileName().toString());
    closeQuietly(channel, refused);
    throw refused;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // held by another object of this process
    }
  }

  private static FileChannel open(Path file) {
    try {
      if (!Files.exists(file)) {
        return FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OwnerOnly.attributes(file));
      }
      return FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UnavailableException("store lock", e);
    }
  }

  private static void closeQuietly(FileChannel channel, Exception cause) {
    try {
      channel.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      if (lock.isValid()) {
        lock.release();
      }
    } catch (IOException e) {
      throw new UnavailableException("store lock", e);
    }
  }
}
