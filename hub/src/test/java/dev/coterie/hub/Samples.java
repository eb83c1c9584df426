package dev.coterie.hub;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;

/// Names made into what has no meaning of its own.
final class Samples {
  private Samples() {}

  static Fingerprint fingerprint(String name) {
    return Fingerprint.of(Bytes.ofUtf8(name));
  }

  static Bytes messageId(String name) {
    return Fingerprint.of(Bytes.ofUtf8("id " + name)).value().slice(0, 16);
  }

  static Bytes payload(String name) {
    return Bytes.ofUtf8("payload of " + name);
  }
}
