package dev.coterie.mls.group;

import java.util.Arrays;
import java.util.Optional;

/// In which envelope proposals and commits travel. RFC 9420 §6 leaves the choice to the group:
/// members that disagree split it, so it is fixed per group.
public enum HandshakeWire {
  /// Sends and accepts encrypted handshakes only: nobody but members reads who is added or removed.
  PRIVATE(1),
  /// Sends and accepts signed plaintext handshakes only: for a delivery service that must read
  /// them.
  PUBLIC(2),
  /// Sends encrypted handshakes and accepts both: for groups with peers of other makes.
  EITHER(3);

  private final int code;

  HandshakeWire(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<HandshakeWire> of(int code) {
    return Arrays.stream(values()).filter(wire -> wire.code == code).findFirst();
  }

  boolean sendsPrivate() {
    return this != PUBLIC;
  }

  boolean acceptsPrivate() {
    return this != PUBLIC;
  }

  boolean acceptsPublic() {
    return this != PRIVATE;
  }
}
