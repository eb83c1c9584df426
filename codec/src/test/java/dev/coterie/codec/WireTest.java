package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WireTest {
  @Test
  void numbers_greatestOfEachSize_areUnsigned() {
    var octets =
        new WireWriter().uint8(0xff).uint16(0xffff).uint32(0xffff_ffffL).uint64(-1).toBytes();
    var in = new WireReader(octets);
    assertThat(in.uint8("a")).isEqualTo(0xff);
    assertThat(in.uint16("b")).isEqualTo(0xffff);
    assertThat(in.uint32("c")).isEqualTo(0xffff_ffffL);
    assertThat(Long.toUnsignedString(in.uint64("d"))).isEqualTo("18446744073709551615");
    in.end();
  }

  @Test
  void numbers_outOfRange_areMisuseAndWriteNothing() {
    var out = new WireWriter();
    assertThatThrownBy(() -> out.uint8(256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.uint16(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.uint32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void optional_presenceOctetAbove1_refused() {
    assertThat(new WireReader(Bytes.of(0)).optional("o", in -> in.uint8("x"))).isEmpty();
    assertThat(new WireReader(Bytes.of(1, 7)).optional("o", in -> in.uint8("x"))).contains(7);
    var in = new WireReader(Bytes.of(2, 7));
    assertThrows(MalformedException.class, () -> in.optional("o", value -> value.uint8("x")));
    var out = new WireWriter();
    out.optional(Optional.of(7), (value, to) -> to.uint8(value));
    out.optional(Optional.<Integer>empty(), (value, to) -> to.uint8(value));
    assertThat(out.toBytes()).isEqualTo(Bytes.of(1, 7, 0));
  }

  @Test
  void list_elementThatEndsBeyondTheList_refused() {
    var in = new WireReader(Bytes.of(3, 0, 1, 0, 2));
    assertThrows(MalformedException.class, () -> in.list("l", element -> element.uint16("e")));
  }

  @Test
  void list_elementWithoutOctets_refusedInsteadOfLoopingForEver() {
    var in = new WireReader(Bytes.of(1, 0));
    var refused =
        assertThrows(MalformedException.class, () -> in.list("l", element -> Bytes.EMPTY));
    assertThat(refused.why()).contains("without octets");
  }

  @Test
  void list_moreElementsThanTheLimit_refused() {
    var limits = new Limits(100, 2, 4);
    var in = new WireReader(Bytes.of(3, 1, 2, 3), limits);
    assertThrows(MalformedException.class, () -> in.list("l", element -> element.uint8("e")));
    assertThat(new WireReader(Bytes.of(2, 1, 2), limits).list("l", element -> element.uint8("e")))
        .containsExactly(1, 2);
  }

  @Test
  void region_nestedDeeperThanTheLimit_refused() {
    var in = new WireReader(Bytes.of(2, 1, 0), new Limits(100, 10, 2));
    var inner = in.region("a").region("b");
    assertThrows(MalformedException.class, () -> inner.region("c"));
  }

  @Test
  void region_leftOver_refusedWithTheOffsetInTheWholeInput() {
    var in = new WireReader(Bytes.of(9, 9, 3, 1, 2, 3));
    in.uint16("head");
    var region = in.region("r");
    region.uint8("first");
    var refused = assertThrows(MalformedException.class, region::end);
    assertThat(refused.offset()).isEqualTo(4);
    assertThat(refused).hasMessageContaining("offset 4").hasMessageContaining("2 octets");
    assertThat(in.isAtEnd()).isTrue();
  }

  @Test
  void since_afterReads_givesTheExactOctets() {
    var in = new WireReader(Bytes.of(1, 2, 3, 4));
    in.uint8("a");
    int start = in.offset();
    in.uint16("b");
    assertThat(in.since(start)).isEqualTo(Bytes.of(2, 3));
    assertThat(in.rest()).isEqualTo(Bytes.of(4));
  }

  @Test
  void input_longerThanTheLimit_refusedBeforeReading() {
    var limits = Limits.DEFAULT.withMaxInput(3);
    assertThrows(MalformedException.class, () -> new WireReader(Bytes.of(1, 2, 3, 4), limits));
  }

  @Test
  void limits_outOfRange_areMisuse() {
    for (var bad :
        List.<Runnable>of(
            () -> new Limits(0, 1, 1), () -> new Limits(1, 0, 1), () -> new Limits(1, 1, 129))) {
      assertThatThrownBy(bad::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void vector_bodyThrows_nothingIsWritten() {
    var out = new WireWriter().uint8(1);
    assertThatThrownBy(
            () ->
                out.vector(
                    inside -> {
                      inside.uint8(2);
                      throw new IllegalStateException("stop");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(out.toBytes()).isEqualTo(Bytes.of(1));
  }

  @Test
  void vector_ofEveryHeaderSize_equalsOpaque() {
    for (int size : new int[] {0, 1, 63, 64, 300, 16383, 16384, 70000}) {
      var body = Bytes.wrap(new byte[size]);
      assertThat(new WireWriter().vector(out -> out.raw(body)).toBytes())
          .isEqualTo(new WireWriter().opaque(body).toBytes());
    }
  }

  @Test
  void takeArray_emptiesTheWriter() {
    var out = WireWriter.sensitive().raw(new byte[] {1, 2, 3}).opaque(new byte[100]);
    assertThat(out.takeArray()).hasSize(105).startsWith(1, 2, 3);
    assertThat(out.size()).isZero();
    assertThat(out.uint8(5).toBytes()).isEqualTo(Bytes.of(5));
  }
}
