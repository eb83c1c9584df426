package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PrintableTest {
  @Test
  void scriptsAndEmoji_stay() {
    for (String text : new String[] {"grüß dich", "नमस्ते", "שלום", "👩‍👩‍👧", "a\u200fb"}) {
      assertThat(Printable.line(text)).isEqualTo(text);
    }
  }

  @Test
  void overridesAndSeparators_areShown() {
    assertThat(Printable.line("a\u202eb\u2066c\u2028d"))
        .isEqualTo("a\\u{202e}b\\u{2066}c\\u{2028}d");
    assertThat(Printable.line("\u009b31m")).isEqualTo("\\u{9b}31m");
  }

  @Test
  void block_keepsLinesAndTabs() {
    assertThat(Printable.block("a\n\tb\r")).isEqualTo("a\n\tb\\u{d}");
    assertThat(Printable.line("a\n\tb")).isEqualTo("a\\n\\tb");
  }

  @Property(tries = 500)
  void line_neverHoldsAControlCharacter(@ForAll String text) {
    assertThat(Printable.line(text).codePoints()).noneMatch(Character::isISOControl);
  }
}
