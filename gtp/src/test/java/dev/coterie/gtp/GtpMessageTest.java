package dev.coterie.gtp;

import static dev.coterie.gtp.GtpExamples.FIRST;
import static dev.coterie.gtp.GtpExamples.REFERENCE;
import static dev.coterie.gtp.GtpExamples.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Payloads of text streams: there and back, and what is refused.
final class GtpMessageTest {
  static List<GtpMessage> examples() {
    return List.copyOf(GtpExamples.all().values());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_roundTripsAndTakesNothingElse(GtpMessage message) {
    var octets = GtpMessage.FORM.encode(message);
    assertThat(GtpMessage.FORM.decode(octets)).isEqualTo(message);
    for (int cut = 0; cut < octets.size(); cut++) {
      malformed(octets.slice(0, cut));
    }
    malformed(Bytes.concat(octets, Bytes.of(0)));
    for (int at = 0; at < octets.size(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        var flipped = octets.toArray();
        flipped[at] ^= (byte) (1 << bit);
        sameOrRefused(Bytes.wrap(flipped));
      }
    }
  }

  static void sameOrRefused(Bytes octets) {
    GtpMessage message;
    try {
      message = GtpMessage.FORM.decode(octets);
    } catch (MalformedException | RefusedException _) {
      return;
    }
    assertThat(GtpMessage.FORM.encode(message)).isEqualTo(octets);
  }

  @Property(tries = 500)
  void text_comesBackAsTyped(
      @ForAll String text,
      @ForAll Set<MessageFlag> flags,
      @ForAll @LongRange(min = 0, max = 253402300799999L) long sentAt) {
    var head =
        new Head(FIRST, Optional.of(Instant.ofEpochMilli(sentAt)), flags, Optional.of(REFERENCE));
    if (hasLoneSurrogate(text)) {
      assertThatThrownBy(() -> new TextMessage(head, TextMessage.Form.PLAIN, text))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    var message = new TextMessage(head, TextMessage.Form.PLAIN, text);
    assertThat(GtpMessage.FORM.decode(GtpMessage.FORM.encode(message))).isEqualTo(message);
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "e\u0301",
        "\u00e9",
        "\ufeffmark",
        "\u202eright to left",
        " spaces \n",
        "👩‍👩‍👧‍👦",
        "नमस्ते",
        "שלום",
        "\uffff"
      })
  void text_isNeitherNormalisedNorTrimmed(String text) {
    var octets = GtpMessage.FORM.encode(TextMessage.of(FIRST, TIME, text));
    assertThat(GtpMessage.FORM.decode(octets)).isEqualTo(TextMessage.of(FIRST, TIME, text));
  }

  @Test
  void textOfAMebibyte_fits_andOneOctetMoreDoesNot() {
    var text = "€".repeat(TextMessage.MAX_OCTETS / 3) + "x";
    var message = TextMessage.of(FIRST, TIME, text);
    assertThat(GtpMessage.FORM.decode(GtpMessage.FORM.encode(message))).isEqualTo(message);
    assertThatThrownBy(() -> TextMessage.of(FIRST, TIME, text + "x"))
        .isInstanceOf(IllegalArgumentException.class);
    var octets = GtpMessage.FORM.encode(message).toArray();
    var longer = new byte[octets.length + 1];
    System.arraycopy(octets, 0, longer, 0, octets.length);
    longer[octets.length] = 'x';
    int length = octets.length - TextMessage.MAX_OCTETS - 1;
    longer[length] = 1;
    malformed(Bytes.wrap(longer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "06 61 ff", // not UTF-8
        "06 63 ed a0 80", // a lone surrogate
        "06 62 c0 80", // an overlong zero
        "06 41 78", // octets instead of text
        "05 00 06 61 78", // plain said twice
        "05 02 06 61 78", // an unknown form
        "03 00 06 61 78", // no flags, written out
        "03 08 06 61 78", // an unknown flag
        "02 1b 00 00 e6 77 d2 1f dc 00 06 61 78", // the year 10000
        "02 20 06 61 78", // before 1970
        "06 61 78 07 00", // a key too many
        "04 82 03 05 06 61 78", // a reference of two
        "04 83 03 05 4f 000102030405060708090a0b0c0d0e 06 61 78" // a short id
      })
  void damagedText_isMalformed(String rest) {
    var tail = Bytes.fromHex(rest.replace(" ", ""));
    for (int keys = 3; keys <= 5; keys++) {
      malformed(Bytes.concat(Bytes.of(0xa0 + keys, 0, 0, 1, 0x50), FIRST.value(), tail));
    }
  }

  @Test
  void unknownKind_isRefusedAsSuch() {
    for (int kind = 5; kind < 24; kind++) {
      var octets = Bytes.of(0xa1, 0, kind);
      assertThatThrownBy(() -> GtpMessage.FORM.decode(octets))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.rule()).isEqualTo(GtpRule.UNSUPPORTED_KIND));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/", "/a", "ab", "a/b/c", "a b/c", "ä/b", "a/b\n"})
  void otherMediaTypes_areMisuse(String type) {
    assertThatThrownBy(() -> new MediaType(type)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a\u0000b", "a\nb", "\u007f"})
  void namesThatArePaths_areMisuse(String name) {
    assertThatThrownBy(() -> attachment(name, 1, 1024))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attachmentsOutOfRange_areMisuse() {
    assertThat(attachment("...", 0, 1024).chunks()).isZero();
    assertThat(attachment("a", 1L << 32, 65_536).chunks()).isEqualTo(65_536);
    assertThat(attachment("a", 2049, 1024).sizeOf(2)).isEqualTo(1);
    assertThatThrownBy(() -> attachment("a", -1, 1024))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> attachment("a", (1L << 32) + 1, 1 << 20))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> attachment("a", 1, 1023)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> attachment("a", 1, (1 << 20) + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> attachment("a", 1L << 32, 65_535))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherRanges_areMisuse() {
    assertThatThrownBy(() -> new MessageId(Bytes.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> receipt(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> receipt(new ArrayList<>(Collections.nCopies(257, REFERENCE))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChunkMessage(Head.of(FIRST), FIRST, 0, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChunkMessage(Head.of(FIRST), FIRST, -1, Bytes.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    var large = Bytes.wrap(new byte[BinaryMessage.MAX_OCTETS + 1]);
    assertThatThrownBy(() -> new BinaryMessage(Head.of(FIRST), MediaType.OCTETS, large))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Head.of(FIRST).at(Instant.ofEpochMilli(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Head.of(FIRST).at(TIME.plusNanos(1)).sentAt()).contains(TIME);
  }

  private static Receipt receipt(List<MessageRef> messages) {
    return new Receipt(Head.of(FIRST), Receipt.Status.REFUSED, messages, "no");
  }

  private static AttachmentMessage attachment(String name, long size, int chunkSize) {
    return new AttachmentMessage(
        Head.of(FIRST), name, MediaType.OCTETS, size, chunkSize, GtpExamples.run(0, 32));
  }

  private static void malformed(Bytes octets) {
    assertThatThrownBy(() -> GtpMessage.FORM.decode(octets)).isInstanceOf(MalformedException.class);
  }
}
