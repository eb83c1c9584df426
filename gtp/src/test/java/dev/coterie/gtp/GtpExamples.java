package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The examples of `docs/gbp2.md` §12, made by the code.
final class GtpExamples {
  static final MessageId FIRST = new MessageId(run(0, 16));
  static final MessageId SECOND = new MessageId(run(16, 16));
  static final MessageRef REFERENCE = new MessageRef(new LeafIndex(3), new Epoch(5), FIRST);
  static final Instant TIME = Instant.ofEpochMilli(1_795_200_000_000L);

  private GtpExamples() {}

  static Bytes run(int first, int size) {
    var octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (first + i);
    }
    return Bytes.wrap(octets);
  }

  static Map<String, GtpMessage> all() {
    var all = new LinkedHashMap<String, GtpMessage>();
    all.put("text", TextMessage.of(FIRST, TIME, "Grüße 👋"));
    var answer =
        Head.of(SECOND)
            .at(TIME.plusMillis(1))
            .with(Set.of(MessageFlag.URGENT))
            .answering(REFERENCE);
    all.put("reply", new TextMessage(answer, TextMessage.Form.MARKDOWN, "*yes*"));
    all.put("binary", new BinaryMessage(Head.of(FIRST), MediaType.OCTETS, run(0, 4)));
    all.put("receipt", new Receipt(Head.of(SECOND), Receipt.Status.READ, List.of(REFERENCE), ""));
    var jpeg = new MediaType("image/jpeg");
    all.put(
        "manifest",
        new AttachmentMessage(Head.of(FIRST), "photo.jpg", jpeg, 100_000, 65_536, run(0xa0, 32)));
    all.put("chunk", new ChunkMessage(Head.of(SECOND), FIRST, 1, Bytes.of(0xff, 0xd8)));
    return all;
  }
}
