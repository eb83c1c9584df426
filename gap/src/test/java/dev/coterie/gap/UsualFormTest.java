package dev.coterie.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.form.KeyedForm;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// The short way and the general one say the same.
final class UsualFormTest {
  private final UsualForm usual = new UsualForm();

  /// Numbers of every length, and those where the length changes.
  @Provide
  Arbitrary<Long> numbers() {
    return Arbitraries.integers()
        .between(0, 62)
        .flatMap(bits -> Arbitraries.longs().between(-2, 2).map(off -> (1L << bits) + off))
        .filter(number -> number >= 0)
        .injectDuplicates(0.1);
  }

  @Property
  void header_isThatOfTheForm(@ForAll("numbers") long stream, @ForAll("numbers") long sequence) {
    var header =
        new MediaHeader(StreamId.of(stream % StreamId.LIMIT), Set.of(), Math.max(1, sequence));
    var encoding = MediaHeader.FORM.encode(header);
    assertThat(usual.header(header.stream(), header.sequence())).isEqualTo(encoding);
    assertThat(usual.header(encoding)).isEqualTo(header);
  }

  @Property
  void payload_isThatOfTheForm(
      @ForAll("numbers") long timestamp, @ForAll @IntRange(min = 1, max = 4000) int size) {
    var payload = new AudioPayload(timestamp % AudioPayload.TIMESTAMPS, Bytes.wrap(new byte[size]));
    var encoding = AudioPayload.FORM.encode(payload);
    assertThat(usual.payload(payload)).isEqualTo(encoding);
    assertThat(usual.payload(encoding)).isEqualTo(payload);
  }

  /// Other octets are either left to the form, or mean the same there.
  @Property
  void changedOctets_areNotTakenForMore(
      @ForAll("numbers") long number,
      @ForAll @IntRange(min = 0, max = 39) int place,
      @ForAll @IntRange(min = -1, max = 255) int octet,
      @ForAll @Size(max = 3) byte[] more) {
    var header =
        MediaHeader.FORM.encode(new MediaHeader(StreamId.of(number % StreamId.LIMIT), Set.of(), 1));
    var other = change(header, place, octet, more);
    agree(MediaHeader.FORM, other, Optional.ofNullable(usual.header(other)));
    var payload =
        AudioPayload.FORM.encode(
            new AudioPayload(number % AudioPayload.TIMESTAMPS, Bytes.of(1, 2, 3)));
    var changed = change(payload, place, octet, more);
    agree(AudioPayload.FORM, changed, Optional.ofNullable(usual.payload(changed)));
  }

  /// Cuts at a place, or puts an octet there; then adds some.
  private static Bytes change(Bytes encoding, int place, int octet, byte[] more) {
    var octets = encoding.toArray();
    int at = place % octets.length;
    if (octet < 0) {
      return Bytes.concat(encoding.slice(0, at), Bytes.copyOf(more));
    }
    octets[at] = (byte) octet;
    return Bytes.concat(Bytes.wrap(octets), Bytes.copyOf(more));
  }

  private static <T> void agree(KeyedForm<T> form, Bytes octets, Optional<T> taken) {
    if (taken.isPresent()) {
      assertThat(form.decode(octets)).isEqualTo(taken.get());
      return;
    }
    try {
      assertThat(form.encode(form.decode(octets))).isEqualTo(octets); // unusual, but right
    } catch (MalformedException | RefusedException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }
}
