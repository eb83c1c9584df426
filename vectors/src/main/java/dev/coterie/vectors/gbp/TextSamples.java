package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gtp.AttachmentMessage;
import dev.coterie.gtp.BinaryMessage;
import dev.coterie.gtp.ChunkMessage;
import dev.coterie.gtp.GtpMessage;
import dev.coterie.gtp.Head;
import dev.coterie.gtp.MediaType;
import dev.coterie.gtp.MessageFlag;
import dev.coterie.gtp.MessageId;
import dev.coterie.gtp.MessageRef;
import dev.coterie.gtp.Receipt;
import dev.coterie.gtp.TextMessage;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Messages of every kind.
final class TextSamples {
  private static final MessageId FIRST = new MessageId(EncodingSamples.run(0, 16));
  private static final MessageId SECOND = new MessageId(EncodingSamples.run(16, 16));
  private static final MessageRef REFERENCE = new MessageRef(new LeafIndex(3), new Epoch(5), FIRST);
  private static final Instant TIME = Instant.ofEpochMilli(1_795_200_000_000L);
  private static final List<String> TEXTS =
      List.of(
          "",
          "hello",
          "Grüße 👋",
          "e\u0301 is not \u00e9",
          "\u0000\u0001\u007f\u0085",
          "\ufeffשלום \u202eabc\u202c",
          "नमस्ते, 你好, สวัสดี",
          "👩‍👩‍👧‍👦🏴‍☠️",
          "\ufffd\uffff\ud800\udc00\udbff\udfff",
          "line\nline\r\n\ttab",
          "x".repeat(256));

  private TextSamples() {}

  static Map<String, GtpMessage> all() {
    var all = new LinkedHashMap<String, GtpMessage>();
    for (int i = 0; i < TEXTS.size(); i++) {
      all.put("text " + i, TextMessage.of(FIRST, TIME, TEXTS.get(i)));
    }
    heads()
        .forEach(
            (title, head) ->
                all.put(title, new TextMessage(head, TextMessage.Form.MARKDOWN, "*yes*")));
    var head = Head.of(SECOND);
    all.put("binary", new BinaryMessage(head, MediaType.OCTETS, EncodingSamples.run(0, 4)));
    all.put("empty binary", new BinaryMessage(head, new MediaType("a/b"), Bytes.EMPTY));
    for (var status : Receipt.Status.values()) {
      all.put("receipt " + status, new Receipt(head, status, List.of(REFERENCE), "because"));
    }
    var many =
        IntStream.range(0, 256)
            .mapToObj(i -> new MessageRef(new LeafIndex(i), new Epoch(-1L - i), SECOND))
            .toList();
    all.put("receipt of 256", new Receipt(head, Receipt.Status.READ, many, ""));
    var jpeg = new MediaType("image/jpeg");
    var hash = EncodingSamples.HASH;
    all.put("attachment", new AttachmentMessage(head, "photo.jpg", jpeg, 100_000, 65_536, hash));
    all.put("largest", new AttachmentMessage(head, "…", jpeg, 1L << 32, 1 << 20, hash));
    all.put("nothing attached", new AttachmentMessage(head, "empty", jpeg, 0, 1024, hash));
    all.put("chunk", new ChunkMessage(head, FIRST, 1, Bytes.of(0xff, 0xd8)));
    all.put("far chunk", new ChunkMessage(head, FIRST, 0xffff_ffffL, Bytes.of(0)));
    return all;
  }

  private static Map<String, Head> heads() {
    var heads = new LinkedHashMap<String, Head>();
    heads.put("bare", Head.of(FIRST));
    heads.put("1970", Head.of(FIRST).at(Instant.EPOCH));
    heads.put("9999", Head.of(FIRST).at(Instant.ofEpochMilli(253_402_300_799_999L)));
    heads.put("answer", Head.of(SECOND).answering(REFERENCE));
    for (int bits = 1; bits < 8; bits++) {
      heads.put("flags " + bits, Head.of(SECOND).with(MessageFlag.ofBits(bits)));
    }
    return heads;
  }
}
