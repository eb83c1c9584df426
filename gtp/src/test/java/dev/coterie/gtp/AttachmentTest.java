package dev.coterie.gtp;

import static dev.coterie.gtp.GtpExamples.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Attachments: apart and together again.
final class AttachmentTest {
  private static Bytes content(int size) {
    var octets = new byte[size];
    new Random(size).nextBytes(octets);
    return Bytes.wrap(octets);
  }

  private static AttachmentMessage announce(Bytes content) {
    return Attachments.announce(Head.of(FIRST), "a", MediaType.OCTETS, content, 1024);
  }

  private static List<ChunkMessage> split(AttachmentMessage attachment, Bytes content) {
    var next = new AtomicInteger();
    return Attachments.split(
        attachment, content, () -> new MessageId(GtpExamples.run(next.incrementAndGet(), 16)));
  }

  @Property(tries = 100)
  void chunks_inAnyOrderAndTwice_makeTheContent(
      @ForAll @IntRange(max = 9000) int size, @ForAll long seed) {
    var content = content(size);
    var attachment = announce(content);
    var chunks = new ArrayList<>(split(attachment, content));
    chunks.addAll(List.copyOf(chunks));
    Collections.shuffle(chunks, new Random(seed));
    var assembler = AttachmentAssembler.of(attachment, 10_000);
    for (var chunk : chunks) {
      assembler.accept((ChunkMessage) GtpMessage.FORM.decode(GtpMessage.FORM.encode(chunk)));
    }
    assertThat(assembler.missing()).isEmpty();
    assertThat(assembler.content()).contains(content);
  }

  @Test
  void missingChunk_isNamed() {
    var content = content(3000);
    var attachment = announce(content);
    var assembler = AttachmentAssembler.of(attachment, 3000);
    assembler.accept(split(attachment, content).get(1));
    assertThat(assembler.missing()).containsExactly(0, 2);
    assertThat(assembler.content()).isEmpty();
  }

  @Test
  void chunksThatDoNotFit_areRefused() {
    var content = content(3000);
    var attachment = announce(content);
    var assembler = AttachmentAssembler.of(attachment, 3000);
    var other = new MessageId(GtpExamples.run(99, 16));
    var kilobyte = content(1024);
    misfit(assembler, new ChunkMessage(Head.of(other), other, 0, kilobyte));
    misfit(assembler, new ChunkMessage(Head.of(other), FIRST, 3, kilobyte));
    misfit(assembler, new ChunkMessage(Head.of(other), FIRST, 0xffff_ffffL, kilobyte));
    misfit(assembler, new ChunkMessage(Head.of(other), FIRST, 2, kilobyte));
    misfit(assembler, new ChunkMessage(Head.of(other), FIRST, 0, content(1023)));
    assertThat(assembler.missing()).containsExactly(0, 1, 2);
  }

  private static void misfit(AttachmentAssembler assembler, ChunkMessage chunk) {
    refused(GtpRule.CHUNK_MISFIT, () -> assembler.accept(chunk));
  }

  private static void refused(GtpRule rule, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void otherContentThanAnnounced_isRefused() {
    var content = content(3000);
    var attachment = announce(content);
    var assembler = AttachmentAssembler.of(attachment, 3000);
    var changed = content.toArray();
    changed[7] ^= 1;
    split(attachment, Bytes.wrap(changed)).forEach(assembler::accept);
    refused(GtpRule.ATTACHMENT_DAMAGED, assembler::content);
    assertThatThrownBy(() -> split(attachment, content(2999)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attachmentAboveTheReadersLimit_isNotBegun() {
    var attachment = announce(content(3000));
    assertThatThrownBy(() -> AttachmentAssembler.of(attachment, 2999))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
