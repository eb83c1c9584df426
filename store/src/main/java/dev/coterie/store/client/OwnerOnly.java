package dev.coterie.store.client;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Permissions for files that hold secrets, where the file system has permissions.
final class OwnerOnly {
  private OwnerOnly() {}

  static FileAttribute<?>[] attributes(Path path) {
    FileSystem system = path.getFileSystem();
    return system.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
