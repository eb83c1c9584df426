package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.StreamId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch;
import dev.coterie.sframe.media.MediaKeys;
import dev.coterie.sframe.media.Protected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the audio part of the document and the code to each other.
final class GapDocumentTest {
  private static final AudioPayload PAYLOAD =
      new AudioPayload(48_000, Bytes.fromHex("7801020304050607"));

  private static String document() throws IOException {
    return Files.readString(Path.of(System.getProperty("coterie.root"), "docs", "gbp2.md"));
  }

  private static Bytes example(String name) throws IOException {
    var block =
        Pattern.compile("```text\\nexample: " + name + "\\n([0-9a-f\\s]+)```").matcher(document());
    assertThat(block.find()).as(name).isTrue();
    return Bytes.fromHex(block.group(1).replaceAll("\\s", ""));
  }

  @Test
  void payload_isWhatTheCodeWrites() throws IOException {
    assertThat(AudioPayload.FORM.encode(PAYLOAD)).isEqualTo(example("audio-payload"));
  }

  @Test
  void frame_isWhatTheCodeMakes() throws IOException {
    var metadata =
        MediaHeader.FORM.encode(
            new MediaHeader(new StreamId(new LeafIndex(3), 1), Set.of(), 70_000));
    assertThat(metadata).isEqualTo(example("header-media"));
    var baseKey = new byte[16];
    for (int i = 0; i < baseKey.length; i++) {
      baseKey[i] = (byte) i;
    }
    try (var keys = MediaKeys.create(SFrameSuite.AES_128_GCM_SHA256_128, 3, List.of())) {
      keys.enter(
          new MediaEpoch(5, 4, MediaEpoch.Begun.WITH_REMOVE),
          Secret.adopt(baseKey),
          (_, _) -> true,
          Instant.EPOCH);
      var sender = keys.sender(1);
      sender.due().ifPresent(sender::confirm);
      var in = AudioPayload.FORM.encode(PAYLOAD).toArray();
      var out = new byte[sender.maxSize(in.length)];
      var sealed = (Protected.Sealed) sender.protect(metadata, in, 0, in.length, out, 0);
      assertThat(FrameSplitter.join(metadata, out, sealed.length()))
          .isEqualTo(example("media-frame"));
    }
  }

  @Test
  void limits_areThoseOfTheDocument() throws IOException {
    var limits = HeldFrames.Limits.USUAL;
    assertThat(document())
        .contains("at most %,d octets".formatted(FrameSplitter.MAX_FRAME))
        .contains("bstr of 1 to %,d |".formatted(AudioPayload.MAX_OPUS))
        .contains("payload: audio | %,d,".formatted(AudioPayload.FORM.maxOctets()))
        .contains("At most %,d frames and 1 MiB are held".formatted(limits.frames()))
        .contains("for\nat most %d s, undecided".formatted(limits.patience().toSeconds()))
        .contains(
            "at most %d streams of a member, %d of a call"
                .formatted(Voices.MAX_OF_MEMBER, Voices.MAX_SOURCES));
    assertThat(limits.octets()).isEqualTo(1 << 20);
  }

  @Test
  void rules_haveACodeOfAudio_orNone() {
    for (var rule : GapRule.values()) {
      assertThat(rule.section()).isEqualTo("gbp2 §13");
      assertThat(rule.text()).isNotEmpty();
      if (rule != GapRule.CALL_OVER) {
        assertThat(rule.error().code()).isBetween(0x1001, 0x1006);
      }
    }
  }
}
