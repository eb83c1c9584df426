package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CborTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "10, 0a",
    "23, 17",
    "24, 1818",
    "25, 1819",
    "100, 1864",
    "255, 18ff",
    "256, 190100",
    "1000, 1903e8",
    "65535, 19ffff",
    "65536, 1a00010000",
    "1000000, 1a000f4240",
    "4294967295, 1affffffff",
    "4294967296, 1b0000000100000000",
    "1000000000000, 1b000000e8d4a51000",
    "9223372036854775807, 1b7fffffffffffffff",
    "-1, 20",
    "-10, 29",
    "-24, 37",
    "-25, 3818",
    "-100, 3863",
    "-256, 38ff",
    "-257, 390100",
    "-1000, 3903e7",
    "-9223372036854775808, 3b7fffffffffffffff"
  })
  void integer_knownValues_bothWays(long value, String hex) {
    var octets = Bytes.fromHex(hex);
    assertThat(CborWriter.encode(out -> out.integer(value))).isEqualTo(octets);
    assertThat(CborReader.<Long>decode(octets, in -> in.integer("n"))).isEqualTo(value);
  }

  @Test
  void uint64_greatest_roundTripsAndUintRefusesIt() {
    var octets = CborWriter.encode(out -> out.uint64(-1));
    assertThat(octets).isEqualTo(Bytes.fromHex("1bffffffffffffffff"));
    assertThat(CborReader.<Long>decode(octets, in -> in.uint64("n"))).isEqualTo(-1L);
    assertThrows(MalformedException.class, () -> new CborReader(octets).uint("n"));
    assertThrows(MalformedException.class, () -> new CborReader(octets).integer("n"));
    assertThrows(
        MalformedException.class, () -> new CborReader(Bytes.of(0x18, 0x64)).uint("n", 99));
    assertThatThrownBy(() -> CborWriter.encode(out -> out.uint(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void items_ofEachKind_haveTheirKnownEncoding() {
    var octets =
        CborWriter.encode(
            out ->
                out.map(
                    map ->
                        map.put("b", v -> v.text("ü水𐅑"))
                            .put(10, v -> v.array(List.of(1L, 2L), CborWriter::uint))
                            .put("aa", v -> v.nil())
                            .put(-1, v -> v.bool(true))
                            .put(9, v -> v.bytes(Bytes.of(1, 2)).toBytes())));
    assertThat(octets.toHex())
        .isEqualTo(
            "a5" + "09420102" + "0a820102" + "20f5" + "616269c3bce6b0b4f0908591" + "626161f6");
  }

  @Test
  void map_readInOrder_givesItsValues() {
    var octets =
        CborWriter.encode(
            out -> out.map(map -> map.put(2, v -> v.text("two")).put(1, v -> v.uint(1))));
    record Pair(long one, String two, Optional<Long> absent) {}
    var pair =
        CborReader.decode(
            octets,
            in ->
                in.map(
                    "pair",
                    map ->
                        new Pair(
                            map.required(1, "one", v -> v.uint("one")),
                            map.required(2, "two", v -> v.text("two")),
                            map.optional(-7, v -> v.uint("absent")))));
    assertThat(pair).isEqualTo(new Pair(1, "two", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "1800, shortest",
    "1817, shortest",
    "1900ff, shortest",
    "1a0000ffff, shortest",
    "1b00000000ffffffff, shortest",
    "5801ff, shortest",
    "7f, indefinite",
    "9fff, indefinite",
    "5f4101ff, indefinite",
    "1c, reserved",
    "c000, tag",
    "f90000, floating",
    "fb0000000000000000, floating",
    "f7, simple",
    "e0, simple",
    "f818, simple",
    "ff, simple",
    "42ff, longer",
    "61, longer",
    "61ff, UTF-8",
    "62c080, UTF-8",
    "82 01, longer",
    "9affffffff, longer",
    "9bffffffffffffffff, longer",
    "bb7fffffffffffffff01, longer",
    "a201000100, ascending",
    "a202000100, ascending",
    "a2616100 0100, ascending",
    "a1, longer",
    "a100, longer",
    "a16161, needs"
  })
  void item_notDeterministic_refused(String hex, String why) {
    var octets = Bytes.fromHex(hex.replace(" ", ""));
    var refused =
        assertThrows(
            MalformedException.class, () -> CborReader.decode(octets, in -> in.item("item")));
    assertThat(refused).hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a10100", "a3000001000200", "a0", "a1616100"})
  void map_lackingAKeyOrWithAnother_refused(String hex) {
    var octets = Bytes.fromHex(hex);
    assertThrows(
        MalformedException.class,
        () ->
            CborReader.decode(
                octets,
                in ->
                    in.map(
                        "m",
                        map ->
                            map.required(0, "zero", v -> v.uint("zero"))
                                + map.required(2, "two", v -> v.uint("two")))));
  }

  @Test
  void map_textKeys_areAskedForInOrder() {
    var octets = Bytes.fromHex("a2616101626262" + "02");
    long sum =
        CborReader.decode(
            octets,
            in ->
                in.map(
                    "m",
                    map ->
                        map.required("a", v -> v.uint("a"))
                            + map.optional("bb", v -> v.uint("bb")).orElse(0L)
                            + map.optional("cc", v -> v.uint("cc")).orElse(0L)));
    assertThat(sum).isEqualTo(3);
  }

  @Test
  void map_keyPutTwice_isMisuse() {
    assertThatThrownBy(
            () ->
                CborWriter.encode(
                    out -> out.map(map -> map.put(1, v -> v.uint(1)).put(1, v -> v.uint(2)))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nesting_deeperThanTheLimit_refused() {
    var limits = new Limits(100, 10, 3);
    var deep = Bytes.fromHex("8181810181".substring(0, 8));
    assertThat(CborReader.<Bytes>decode(deep, limits, in -> in.item("x"))).isEqualTo(deep);
    var deeper = Bytes.fromHex("8181818101");
    assertThrows(
        MalformedException.class, () -> CborReader.decode(deeper, limits, in -> in.item("x")));
    var bomb = Bytes.wrap(new byte[100_000]).toArray();
    java.util.Arrays.fill(bomb, (byte) 0x81);
    assertThrows(
        MalformedException.class, () -> CborReader.decode(Bytes.wrap(bomb), in -> in.item("x")));
  }

  @Test
  void array_moreThanTheLimit_refused() {
    var limits = new Limits(100, 2, 3);
    var octets = Bytes.of(0x83, 1, 2, 3);
    assertThrows(
        MalformedException.class,
        () -> CborReader.decode(octets, limits, in -> in.array("a", v -> v.uint("e"))));
    var map = Bytes.of(0xa3, 1, 1, 2, 2, 3, 3);
    assertThrows(
        MalformedException.class, () -> CborReader.decode(map, limits, in -> in.item("m")));
  }

  @Test
  void read_anotherTypeThanAsked_refused() {
    var text = Bytes.of(0x61, 'x');
    for (var read :
        List.<java.util.function.Function<CborReader, Object>>of(
            in -> in.uint("f"),
            in -> in.integer("f"),
            in -> in.bytes("f"),
            in -> in.bool("f"),
            in -> in.array("f", v -> v.uint("e")),
            in -> in.map("f", m -> 1))) {
      assertThrows(MalformedException.class, () -> read.apply(new CborReader(text)));
    }
    assertThrows(MalformedException.class, () -> new CborReader(text).nil("f"));
    assertThrows(MalformedException.class, () -> new CborReader(Bytes.of(0x40)).text("f"));
    assertThrows(MalformedException.class, () -> new CborReader(Bytes.of(0x40)).bytes("f", 1));
    assertThrows(
        MalformedException.class, () -> CborReader.decode(Bytes.of(0, 0), in -> in.uint("f")));
  }
}
