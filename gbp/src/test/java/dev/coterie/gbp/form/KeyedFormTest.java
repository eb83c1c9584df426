package dev.coterie.gbp.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of `docs/gbp2.md` §1, on a structure of two keys.
final class KeyedFormTest {
  private record Pair(long a, String b) {}

  private static final KeyedForm<Pair> FORM =
      new KeyedForm<>(
          "pair",
          32,
          in ->
              new Pair(
                  in.take(0, "a", item -> item.uint(0, 100)),
                  in.takeUnless("", 1, "b", item -> item.text(0, 10))),
          (pair, out) -> out.uint(0, pair.a).textUnlessEmpty(1, pair.b));

  @Test
  void pair_isWrittenInTheOneWay() {
    assertThat(FORM.encode(new Pair(5, "x")).toHex()).isEqualTo("a20005016178");
    assertThat(FORM.encode(new Pair(24, "")).toHex()).isEqualTo("a1001818");
    FormContract.check(FORM, new Pair(5, "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "a0,lacks",
    "a101626162,lacks",
    "a20161780005,lacks",
    "a200050005,key",
    "a20005026178,key",
    "a3000501617802 00,key",
    "bf0005016178ff,indefinite",
    "a2180005016178,shortest",
    "a200180501 6178,shortest",
    "a2000501780178,shortest",
    "a100190005,shortest",
    "a1001865,above",
    "a1001bffffffffffffffff,above",
    "a10020,unsigned integer",
    "a100f5,unsigned",
    "a100f6,unsigned",
    "a100f90000,unsigned",
    "a1000500,left over",
    "a200050160,absence",
    "a2000501 61ff,UTF-8",
    "a200050163eda080,UTF-8",
    "a20005016b6162636465666768696a6b,within",
    "c1a10005,map",
    "820005,map",
    "a1613005,lacks",
    "bb7fffffffffffffff,longer",
    "a200057bffffffffffffffff,key",
    "a20005017b7fffffffffffffff,longer",
  })
  void otherEncodings_areRefused(String hex, String why) {
    assertThatThrownBy(() -> FORM.decode(Bytes.fromHex(hex.replace(" ", ""))))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void longInput_isRefusedBeforeReading() {
    assertThatThrownBy(() -> FORM.decode(Bytes.wrap(new byte[33])))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("at most 32");
  }

  @Test
  void loneSurrogate_isNotSent() {
    assertThatThrownBy(() -> Utf8.length("a\ud800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at 1");
    assertThatThrownBy(() -> Utf8.length("\udc00b")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Utf8.length("aß€👋")).isEqualTo(1 + 2 + 3 + 4);
  }

  @Test
  void keyTwice_isNotWritten() {
    var twice =
        new KeyedForm<>("twice", 32, in -> 0L, (value, out) -> out.uint(1, value).uint(1, value));
    assertThatThrownBy(() -> twice.encode(0L)).isInstanceOf(IllegalArgumentException.class);
  }
}
