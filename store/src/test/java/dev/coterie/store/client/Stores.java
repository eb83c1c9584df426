package dev.coterie.store.client;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Shorthand of the store's tests.
final class Stores {
  private Stores() {}

  static Unlock passphrase(String words) {
    return Unlock.Passphrase.of(words.toCharArray(), Argon2Cost.LEAST);
  }

  static void put(ClientStore store, String key, Bytes value) {
    store.apply(new Batch().put(Table.MESSAGE, Bytes.ofUtf8(key), value));
  }

  /// Whether any file beside the store, or the store itself, holds these octets.
  static boolean onDisk(Path folder, Bytes octets) throws IOException {
    String wanted = latin1(octets.toArray());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (latin1(Files.readAllBytes(file)).contains(wanted)) {
          return true;
        }
      }
      return false;
    }
  }

  private static String latin1(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
