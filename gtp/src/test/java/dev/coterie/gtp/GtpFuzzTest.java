package dev.coterie.gtp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;

/// Whatever octets come: a typed refusal, or a value with just that encoding.
final class GtpFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void message(byte[] input) {
    GtpMessageTest.sameOrRefused(Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void chunks(FuzzedDataProvider data) {
    var hash = Bytes.wrap(new byte[32]);
    var attachment =
        new AttachmentMessage(
            Head.of(GtpExamples.FIRST),
            "a",
            MediaType.OCTETS,
            data.consumeInt(0, 5000),
            1024,
            hash);
    var assembler = AttachmentAssembler.of(attachment, 5000);
    while (data.remainingBytes() > 4) {
      long index = data.consumeLong(0, 6);
      var piece = Bytes.wrap(new byte[data.consumeInt(1, 1200)]);
      var chunk = new ChunkMessage(Head.of(GtpExamples.SECOND), GtpExamples.FIRST, index, piece);
      try {
        assembler.accept(chunk);
        assembler.content();
      } catch (RefusedException e) {
        if (!(e.rule() instanceof GtpRule)) {
          throw e;
        }
      }
    }
  }
}
