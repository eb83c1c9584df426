package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gap.AudioPayload;
import dev.coterie.vectors.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// Payloads of audio streams: `docs/gbp2.md` §13.
final class AudioShapes {
  static final Shape<AudioPayload> AUDIO =
      new Shape<>(
          "audio",
          AudioPayload.FORM,
          AudioPayload.class,
          value ->
              Json.object()
                  .with("kind", 0)
                  .with("timestamp", value.timestamp())
                  .with("opus", value.opus())
                  .build(),
          in -> new AudioPayload(in.number("timestamp"), in.hex("opus")));

  private AudioShapes() {}

  /// Ordinary ones, and those at the edges.
  static Map<String, AudioPayload> samples() {
    var samples = new LinkedHashMap<String, AudioPayload>();
    samples.put("20 ms", new AudioPayload(48_000, EncodingSamples.run(0x78, 40)));
    samples.put("silence", new AudioPayload(0, Bytes.of(0x78)));
    for (int size : new int[] {23, 24, 255, 256}) {
      samples.put(size + " octets", new AudioPayload(23L * size, EncodingSamples.run(0, size)));
    }
    samples.put(
        "largest",
        new AudioPayload(
            AudioPayload.TIMESTAMPS - 1, EncodingSamples.run(0, AudioPayload.MAX_OPUS)));
    return samples;
  }

  /// Damaged ones, in hexadecimal.
  static Map<String, String> refusals() {
    var refusals = new LinkedHashMap<String, String>();
    refusals.put("kind 1", "a1 0001");
    refusals.put("kind 2^31", "a1 00 1a80000000");
    refusals.put("no packet", "a3 0000 0100 0240");
    refusals.put("packet of 4001 octets", "a3 0000 0100 02590fa1" + "00".repeat(4001));
    refusals.put("timestamp 2^48", "a3 0000 01 1b0001000000000000 024178");
    refusals.put("no timestamp", "a2 0000 024178");
    refusals.put("unknown key", "a4 0000 0100 024178 0300");
    refusals.put("text for a packet", "a3 0000 0100 026178");
    refusals.put("timestamp not shortest", "a3 0000 011800 024178");
    return refusals;
  }
}
