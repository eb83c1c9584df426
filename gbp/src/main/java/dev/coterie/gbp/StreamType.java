package dev.coterie.gbp;

import java.util.Optional;

/// What a stream carries. `docs/gbp2.md` §3 and §14.
public enum StreamType {
  /// Members about the group itself.
  CONTROL(0, 65_536),
  /// Live voice: never inside an MLS application message, hence no payload limit of this kind.
  AUDIO(1, 0),
  /// What people write to each other.
  TEXT(2, 1_114_112),
  /// What applications tell each other: mute, roles, streams that start.
  SIGNAL(3, 65_536);

  private final int code;
  private final int maxPayload;

  StreamType(int code, int maxPayload) {
    this.code = code;
    this.maxPayload = maxPayload;
  }

  /// The number on the wire.
  public int code() {
    return code;
  }

  /// The longest payload of an application message on such a stream, in octets; 0 where none is
  /// allowed.
  public int maxPayload() {
    return maxPayload;
  }

  /// The type with a number on the wire.
  public static Optional<StreamType> of(int code) {
    return switch (code) {
      case 0 -> Optional.of(CONTROL);
      case 1 -> Optional.of(AUDIO);
      case 2 -> Optional.of(TEXT);
      case 3 -> Optional.of(SIGNAL);
      default -> Optional.empty();
    };
  }
}
