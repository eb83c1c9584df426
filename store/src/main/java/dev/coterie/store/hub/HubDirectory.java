package dev.coterie.store.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A directory that one process owns and nobody else may read.
final class HubDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private HubDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Makes the directory if need be, for its owner only, and takes its lock. One that is there
  /// keeps its permissions: what is secret in it is for the owner only anyway.
  static HubDirectory open(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix && !Files.isDirectory(path)) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(path);
    }
    var channel =
        FileChannel.open(
            path.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new IOException("another hub uses " + path);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("another hub in this process uses " + path, e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    var directory = new HubDirectory(path, channel);
    directory.makePrivate("hub.db", posix);
    return directory;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /// An empty file is a valid database; the write-ahead log takes its permissions from it.
  private void makePrivate(String name, boolean posix) throws IOException {
    try {
      if (posix) {
        Files.createFile(
            file(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file(name));
      }
    } catch (FileAlreadyExistsException _) {
      // from an earlier run
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
