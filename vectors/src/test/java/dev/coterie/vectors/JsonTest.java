package dev.coterie.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "[]",
        "{}",
        "[1, 18446744073709551615]",
        "{\"a\": {\"b\": [null, false, \"\\\"x\\\\\"]}}",
        "\"\\u0001 \u00e9 \ud83d\ude00\""
      })
  void text_readAndWritten_isTheSame(String text) {
    assertThat(JsonWriter.write(JsonReader.read(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "tru",
        "1.5",
        "1e3",
        "-",
        "18446744073709551616",
        "-9223372036854775809",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a",
        "[] []",
        "\"\u0007\"",
        "'a'"
      })
  void otherText_isRefusedWithItsPlace(String text) {
    assertThatExceptionOfType(VectorException.class)
        .isThrownBy(() -> JsonReader.read(text))
        .withMessageStartingWith("JSON at ");
  }

  @Test
  void nesting_hasAnEnd() {
    assertThatExceptionOfType(VectorException.class)
        .isThrownBy(() -> JsonReader.read("[".repeat(100_000)))
        .withMessageContaining("too deep");
  }

  @Test
  void member_missingOrOfAnotherKind_isNamed() {
    var object = Json.asObject(JsonReader.read("{\"n\": 1, \"t\": \"zz\"}"));
    assertThatExceptionOfType(VectorException.class)
        .isThrownBy(() -> object.text("missing"))
        .withMessageContaining("missing");
    assertThatExceptionOfType(VectorException.class).isThrownBy(() -> object.text("n"));
    assertThatExceptionOfType(VectorException.class).isThrownBy(() -> object.number("t"));
    assertThatExceptionOfType(VectorException.class).isThrownBy(() -> object.array("t"));
    assertThatExceptionOfType(VectorException.class).isThrownBy(() -> object.object("t"));
    assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> object.hex("t"));
  }

  @FuzzTest(maxDuration = "5s")
  void anyFile_endsInAResult(byte[] input) {
    var result = VectorRunner.mls().run("fuzz", new String(input, StandardCharsets.UTF_8));
    assertThat(result.passed() + result.failed() + result.skipped()).isPositive();
  }
}
