package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void object_keepsOrderAndNests() {
    assertThat(
            Json.object()
                .put("b", "x")
                .put("a", 7)
                .put("yes", true)
                .put("list", List.of(new Json.Whole(1), Json.object()))
                .put("names", Json.texts(List.of("p", "q"))))
        .hasToString("{\"b\":\"x\",\"a\":7,\"yes\":true,\"list\":[1,{}],\"names\":[\"p\",\"q\"]}");
  }

  @Test
  void text_isEscaped() {
    assertThat(new Json.Text("\"\\\n\t\u0000é👍")).hasToString("\"\\\"\\\\\\n\\u0009\\u0000é👍\"");
    assertThat(new Json.Text("\ud83d!")).hasToString("\"\\ud83d!\"");
    assertThat(new Json.Text("!\udc4d")).hasToString("\"!\\udc4d\"");
  }

  @Property(tries = 500)
  void text_staysOnOneLine(@ForAll String text) {
    assertThat(new Json.Text(text).toString().chars()).noneMatch(Character::isISOControl);
  }
}
