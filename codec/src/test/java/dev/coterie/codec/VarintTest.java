package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules CO-02 and CO-03: shortest form, prefix `11` refused, at most 2^30 − 1.
final class VarintTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "37, 25",
    "63, 3f",
    "64, 4040",
    "15293, 7bbd",
    "16383, 7fff",
    "16384, 80004000",
    "494878333, 9d7f3e7d",
    "1073741823, bfffffff"
  })
  void varint_knownValues_bothWays(int value, String hex) {
    var octets = Bytes.fromHex(hex);
    assertThat(new WireWriter().varint(value).toBytes()).isEqualTo(octets);
    assertThat(new WireReader(octets).varint("n")).isEqualTo(value);
    assertThat(Varint.size(value)).isEqualTo(octets.size());
  }

  @ParameterizedTest
  @CsvSource({"4000", "403f", "80000000", "80003fff", "8000003f"})
  void varint_longerThanNeeded_refused(String hex) {
    var refused =
        assertThrows(
            MalformedException.class, () -> new WireReader(Bytes.fromHex(hex)).varint("n"));
    assertThat(refused.why()).contains("shortest");
    assertThat(refused.field()).isEqualTo("n");
  }

  @ParameterizedTest
  @CsvSource({"c0", "ff", "c000000000000000", "ffffffffffffffff"})
  void varint_prefix11_refused(String hex) {
    var refused =
        assertThrows(
            MalformedException.class, () -> new WireReader(Bytes.fromHex(hex)).varint("n"));
    assertThat(refused.why()).contains("11");
  }

  @ParameterizedTest
  @CsvSource({"-1", "1073741824", "2147483647"})
  void varint_outOfRange_isMisuse(int value) {
    assertThatThrownBy(() -> new WireWriter().varint(value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void varint_anyValue_roundTripsAndEveryCutIsRefused(
      @ForAll @IntRange(max = Varint.MAX) int value) {
    var octets = new WireWriter().varint(value).toBytes();
    assertThat(new WireReader(octets).varint("n")).isEqualTo(value);
    for (int cut = 0; cut < octets.size(); cut++) {
      var in = new WireReader(octets.slice(0, cut));
      assertThrows(MalformedException.class, () -> in.varint("n"));
    }
  }
}
