package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrays whose elements are of different types.
final class CborTupleTest {
  private static String read(CborReader in) {
    return in.tuple("pair", 2, parts -> parts.uint("number") + parts.text("text"));
  }

  @Test
  void tuple_readsItsPartsInOrder() {
    assertThat(CborReader.decode(Bytes.fromHex("82076178"), CborTupleTest::read)).isEqualTo("7x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8107", "830761780a", "82076178ff", "8207", "80", "a10702", "82617807"})
  void otherArrays_areRefused(String hex) {
    assertThatThrownBy(() -> CborReader.decode(Bytes.fromHex(hex), CborTupleTest::read))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void nesting_isLimited() {
    var deep = new Limits(100, 10, 1);
    var input = Bytes.fromHex("81820761 78".replace(" ", ""));
    assertThatThrownBy(
            () -> CborReader.decode(input, deep, in -> in.tuple("one", 1, CborTupleTest::read)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("deeper");
  }
}
