package dev.coterie.cli.demo;

import dev.coterie.crypto.RandomSource;
import dev.coterie.store.client.Unlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folders of a demonstration: one for the hub, one for each member with its sealed database
/// and key file, what carol kept, and the sound of the call.
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

  /// Carol's database as it was in an epoch of the call.
  Path kept(long epoch) {
    return root.resolve("carol-kept-in-epoch-" + epoch);
  }

  /// The speech that comes with the program.
  Path speech() {
    return root.resolve("call-speech.wav");
  }

  /// What alice's packets give without a network.
  Path original() {
    return root.resolve("call-original.wav");
  }
}
