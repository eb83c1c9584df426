package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class BytesTest {
  @Test
  void copyOf_arrayChangedAfterwards_keepsItsContent() {
    var array = new byte[] {1, 2, 3};
    var bytes = Bytes.copyOf(array);
    array[0] = 9;
    assertThat(bytes).isEqualTo(Bytes.of(1, 2, 3));
  }

  @Test
  void toArray_resultChanged_keepsItsContent() {
    var bytes = Bytes.of(1, 2, 3);
    bytes.toArray()[0] = 9;
    assertThat(bytes.at(0)).isEqualTo(1);
  }

  @Test
  void buffer_written_refuses() {
    var buffer = Bytes.of(1, 2, 3).slice(1).buffer();
    assertThat(buffer.remaining()).isEqualTo(2);
    assertThatThrownBy(() -> buffer.put((byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void at_octetsAbove127_areUnsigned() {
    assertThat(Bytes.of(0, 127, 128, 255).at(3)).isEqualTo(255);
    assertThatThrownBy(() -> Bytes.of(1).at(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Bytes.of(1, 2).slice(0, 1).at(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Bytes.of(256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bytes.of(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void order_isUnsignedAndShorterFirst() {
    var sorted = List.of(Bytes.EMPTY, Bytes.of(0), Bytes.of(1), Bytes.of(1, 0), Bytes.of(0x80));
    assertThat(sorted.reversed().stream().sorted()).containsExactlyElementsOf(sorted);
  }

  @Test
  void utf8_malformedText_refusedBothWays() {
    assertThat(Bytes.ofUtf8("grüß 👋").utf8()).isEqualTo("grüß 👋");
    assertThatThrownBy(() -> Bytes.of(0xc0, 0x80).utf8()).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> Bytes.ofUtf8("\ud83d")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void toString_longString_showsSizeAndHead() {
    assertThat(Bytes.of(0xa1, 0xb2)).hasToString("Bytes[2: a1b2]");
    assertThat(Bytes.wrap(new byte[32])).hasToString("Bytes[32: 0000000000000000…]");
  }

  @Test
  void detached_slice_holdsItsOwnArray() {
    var slice = Bytes.of(1, 2, 3, 4).slice(1, 3);
    assertThat(slice.detached()).isEqualTo(slice);
    assertThat(slice.detached().<Integer>lend((array, offset, length) -> array.length))
        .isEqualTo(2);
  }

  @Property
  void slices_anyCut_concatenateToTheWhole(@ForAll byte[] octets, @ForAll int anywhere) {
    var whole = Bytes.copyOf(octets);
    int cut = Math.floorMod(anywhere, octets.length + 1);
    var joined = Bytes.concat(whole.slice(0, cut), whole.slice(cut));
    assertThat(joined).isEqualTo(whole).hasSameHashCodeAs(whole).isEqualByComparingTo(whole);
    assertThat(Bytes.fromHex(whole.toHex())).isEqualTo(whole);
    var copy = new byte[octets.length + 1];
    whole.slice(cut).copyTo(copy, 1 + cut);
    whole.slice(0, cut).copyTo(copy, 1);
    assertThat(Bytes.copyOf(copy, 1, copy.length)).isEqualTo(whole);
  }
}
