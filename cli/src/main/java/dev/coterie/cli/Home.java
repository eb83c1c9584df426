package dev.coterie.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The folder of one identity: `settings` (open), `messages.db` (sealed), `messages.key` (what
/// opens it, unless that is a passphrase), `seen` (what was listened to).
record Home(Path folder) {
  Path database() {
    return folder.resolve("messages.db");
  }

  Path keyFile() {
    return folder.resolve("messages.key");
  }

  Path seen() {
    return folder.resolve("seen");
  }

  private Path settingsFile() {
    return folder.resolve("settings");
  }

  Optional<Settings> settings() throws IOException {
    try {
      return Optional.of(Settings.parse(Files.readString(settingsFile())));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  Settings requireSettings() throws IOException {
    return settings()
        .orElseThrow(
            () ->
                new Stop(
                    Stop.Reason.NO_IDENTITY,
                    "no identity in " + folder,
                    "coterie id NAME makes one (or paste the join line that somebody gave you)"));
  }

  void save(Settings settings) throws IOException {
    replace(settingsFile(), settings.format());
  }

  /// Makes the folder, for its owner only.
  void make() throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, ownerOnly(folder, "rwx------"));
    }
  }

  /// Writes a file that is there as a whole or as it was.
  static void replace(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, ownerOnly(file, "rw-------"));
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    FileSystem system = path.getFileSystem();
    return system.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
