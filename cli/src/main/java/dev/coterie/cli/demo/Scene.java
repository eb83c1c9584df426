package dev.coterie.cli.demo;

import dev.coterie.crypto.RandomSource;
import dev.coterie.store.client.Unlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folders of a demonstration: one for the hub, one for each member with its sealed database
/// and key file, and what carol kept.
record Scene(Path root) {
  Path hub() {
    return root.resolve("hub");
  }

  /// The folder of a member; made, with a key file, when first asked for.
  Path member(Cast who) throws IOException {
    Path folder = root.resolve(who.label());
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
      Unlock.KeyFile.create(DemoMember.keyFile(folder), RandomSource.system());
    }
    return folder;
  }

  /// Carol's folder as it was while she was a member.
  Path keptCopy() {
    return root.resolve("carol-before-removal");
  }

  /// Copies the files of a folder; whoever owns them is not running.
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
