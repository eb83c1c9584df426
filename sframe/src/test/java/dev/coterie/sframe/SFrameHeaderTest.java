package dev.coterie.sframe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SFrameHeaderTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 00",
    "7, 7, 77",
    "7, 8, 7808",
    "8, 7, 8708",
    "291, 17767, 9901234567",
    "255, 255, 88ffff",
    "256, 0, 900100",
    "-1, -1, ffffffffffffffffffffffffffffffffff",
    "0, 9223372036854775807, 0f7fffffffffffffff"
  })
  void header_hasOneEncoding(long keyId, long counter, String hex) {
    var header = new SFrameHeader(keyId, counter);
    assertThat(header.encode().toHex()).isEqualTo(hex);
    assertThat(SFrameHeader.decode(Bytes.fromHex(hex))).isEqualTo(header);
    assertThat(SFrameHeader.size(keyId, counter)).isEqualTo(hex.length() / 2);
  }

  /// Numbers of every length, by shifting.
  @Property(tries = 2000)
  void header_roundTrips(
      @ForAll long keyId,
      @ForAll long counter,
      @ForAll @IntRange(max = 63) int less,
      @ForAll @IntRange(max = 63) int lesser) {
    var header = new SFrameHeader(keyId >>> less, counter >>> lesser);
    var octets = header.encode();
    assertThat(SFrameHeader.decode(octets)).isEqualTo(header);
    assertThat(SFrameHeader.startOf(Bytes.concat(octets, Bytes.of(1, 2)))).isEqualTo(header);
    assertThat(octets.size()).isLessThanOrEqualTo(SFrameHeader.MAX_SIZE);
    for (int size = 0; size < octets.size(); size++) {
      var cut = octets.slice(0, size);
      assertThatThrownBy(() -> SFrameHeader.startOf(cut)).isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8005, a number in more octets than it needs",
    "0807, a number in more octets than it needs",
    "900008, a number in more octets than it needs",
    "0900ff, a number in more octets than it needs",
    "ff00000000000000000100000000000000ff, a number in more octets than it needs",
    "'', empty",
    "80, ends inside the header",
    "9901, ends inside the header"
  })
  void longForms_areRefused(String hex, String why) {
    assertThatThrownBy(() -> SFrameHeader.startOf(Bytes.fromHex(hex)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void moreThanAHeader_isNoHeader() {
    assertThatThrownBy(() -> SFrameHeader.decode(Bytes.of(0, 0)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("more octets than a header");
  }

  @Test
  void reader_afterAFault_readsOn() {
    var reader = new HeaderReader();
    byte[] octets = {1, (byte) 0x80, 9, 0x21};
    assertThat(reader.read(octets, 1, 1)).isFalse();
    assertThat(reader.fault()).isEqualTo("ends inside the header");
    assertThat(reader.read(octets, 1, 2)).isTrue();
    assertThat(reader.fault()).isEmpty();
    assertThat(reader.keyId()).isEqualTo(9);
    assertThat(reader.size()).isEqualTo(2);
    assertThat(reader.read(octets, 3, 1)).isTrue();
    assertThat(reader.keyId()).isEqualTo(2);
    assertThat(reader.counter()).isEqualTo(1);
  }

  @Test
  void suites_haveTheirNumbers() {
    for (var suite : SFrameSuite.values()) {
      assertThat(SFrameSuite.of(suite.code())).contains(suite);
      assertThat(suite.maxOverhead()).isEqualTo(17 + suite.tagSize());
    }
    assertThat(SFrameSuite.of(0)).isEmpty();
    assertThat(SFrameSuite.of(9)).isEmpty();
    assertThat(Arrays.stream(SFrameSuite.values()).map(SFrameSuite::keySize))
        .containsExactly(48, 48, 48, 16, 32, 96, 96, 96);
  }
}
