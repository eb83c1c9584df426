package dev.coterie.media.opus;

import dev.coterie.codec.Bytes;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.util.opus.Opus;

/// What libopus itself reads from a packet's structure.
final class LibraryVerdict {
  private LibraryVerdict() {}

  /// Samples at 48 kHz, or less than 1 if it is no packet.
  static int samples(byte[] packet) {
    try (var stack = MemoryStack.stackPush()) {
      var data = stack.malloc(packet.length).put(packet).flip();
      int frames =
          Opus.opus_packet_parse(
              data,
              stack.malloc(1),
              stack.mallocPointer(48),
              stack.mallocShort(48),
              stack.mallocInt(1));
      return frames <= 0 ? frames : frames * Opus.opus_packet_get_samples_per_frame(data, 48_000);
    }
  }

  static boolean carriesPrevious(Bytes packet) {
    try (var stack = MemoryStack.stackPush()) {
      return Opus.opus_packet_has_lbrr(stack.malloc(packet.size()).put(packet.buffer()).flip()) > 0;
    }
  }
}
