package dev.coterie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static Conversation parse(String text) {
    return Conversation.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void line_withNameOfTheCast_isThatSpeakers() {
    assertThat(parse("Bob: hello \n").lines())
        .containsExactly(new Conversation.Line(Optional.of(Cast.BOB), "hello "));
  }

  @Test
  void line_withAnyOtherColon_isSaidAsItStands() {
    assertThat(parse("note: hello").lines())
        .containsExactly(new Conversation.Line(Optional.empty(), "note: hello"));
  }

  @Test
  void commentsEmptyLinesAndCarriageReturns_areNotSaid() {
    assertThat(parse("# no\r\n\r\nyes\r\nalice:\n").lines())
        .containsExactly(new Conversation.Line(Optional.empty(), "yes"));
  }

  @Test
  void nothingToSay_refused() {
    assertThatThrownBy(() -> parse("# only this\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no line");
  }

  @Test
  void bytesThatAreNotUtf8_refused() {
    assertThatThrownBy(() -> Conversation.parse(new byte[] {(byte) 0xc3, 0x28}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void lineBeyondTheLimit_refusedByItsNumber() {
    String longLine = "x".repeat(Conversation.MAX_LINE_BYTES + 1);
    assertThatThrownBy(() -> parse("short\n" + longLine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void ownConversation_hasAHundredLinesManyScriptsAndOneOf256KiB() throws IOException {
    try (var in = Conversation.class.getResourceAsStream("conversation.txt")) {
      assertThat(in).isNotNull();
      var lines = Conversation.parse(in.readAllBytes()).lines();
      assertThat(lines).hasSizeGreaterThan(100);
      assertThat(lines)
          .anyMatch(l -> l.text().getBytes(StandardCharsets.UTF_8).length == 256 * 1024);
      var scripts =
          lines.stream()
              .flatMapToInt(l -> l.text().codePoints())
              .mapToObj(Character.UnicodeScript::of)
              .distinct()
              .count();
      assertThat(scripts).isGreaterThan(25);
    }
  }
}
