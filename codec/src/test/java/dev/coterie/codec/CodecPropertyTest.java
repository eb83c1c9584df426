package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A structure with one field of each kind: round trip, cut at every octet, one octet more, every
/// length made huge.
final class CodecPropertyTest {
  record Sample(int small, long big, Bytes text, Optional<Bytes> maybe, List<Item> items) {
    static final Codec<Sample> CODEC =
        Codec.of(
            in ->
                new Sample(
                    in.uint16("small"),
                    in.uint64("big"),
                    in.opaque("text"),
                    in.optional("maybe", some -> some.opaque("some")),
                    in.list("items", Item.CODEC)),
            (sample, out) ->
                out.uint16(sample.small)
                    .uint64(sample.big)
                    .opaque(sample.text)
                    .optional(sample.maybe, (some, to) -> to.opaque(some))
                    .list(sample.items, Item.CODEC));
  }

  record Item(long number, Bytes name) {
    static final Codec<Item> CODEC =
        Codec.of(
            in -> new Item(in.uint32("number"), in.opaque("name")),
            (item, out) -> out.uint32(item.number).opaque(item.name));
  }

  @Property(tries = 200)
  void sample_encoded_roundTrips(@ForAll("samples") Sample sample) {
    assertThat(Sample.CODEC.decode(Sample.CODEC.encode(sample))).isEqualTo(sample);
  }

  @Property(tries = 100)
  void sample_cutAnywhereOrLonger_refused(@ForAll("samples") Sample sample) {
    var octets = Sample.CODEC.encode(sample);
    for (int cut = 0; cut < octets.size(); cut++) {
      var shorter = octets.slice(0, cut);
      assertThrows(MalformedException.class, () -> Sample.CODEC.decode(shorter));
    }
    var longer = Bytes.concat(octets, Bytes.of(0));
    assertThrows(MalformedException.class, () -> Sample.CODEC.decode(longer));
  }

  /// Wherever a length stands, the greatest one in its place is refused before anything of that
  /// size is allocated; where none stands, whatever decodes encodes to the same octets.
  @Property(tries = 100)
  void sample_hugeLengthAnywhere_refusedOrExact(@ForAll("samples") Sample sample) {
    var octets = Sample.CODEC.encode(sample);
    for (int at = 0; at < octets.size(); at++) {
      var huge = Bytes.concat(octets.slice(0, at), Bytes.fromHex("bfffffff"), octets.slice(at + 1));
      try {
        assertThat(Sample.CODEC.encode(Sample.CODEC.decode(huge))).isEqualTo(huge);
      } catch (MalformedException e) {
        assertThat(e.offset()).isBetween(0, huge.size());
      }
    }
  }

  @Provide
  Arbitrary<Sample> samples() {
    var bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(80).map(Bytes::copyOf);
    var items =
        Combinators.combine(Arbitraries.longs().between(0, 0xffff_ffffL), bytes)
            .as(Item::new)
            .list()
            .ofMaxSize(4);
    return Combinators.combine(
            Arbitraries.integers().between(0, 0xffff),
            Arbitraries.longs(),
            bytes,
            bytes.optional(),
            items)
        .as(Sample::new);
  }
}
