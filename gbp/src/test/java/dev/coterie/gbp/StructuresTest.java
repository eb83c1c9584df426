package dev.coterie.gbp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.control.CapabilityNotice;
import dev.coterie.gbp.control.ControlMessage;
import dev.coterie.gbp.control.DigestResponse;
import dev.coterie.gbp.control.DigestResponse.EpochDigest;
import dev.coterie.gbp.control.Effect;
import dev.coterie.gbp.control.ErrorClass;
import dev.coterie.gbp.control.ErrorObject;
import dev.coterie.gbp.control.GbpError;
import dev.coterie.gbp.form.FormContract;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every structure of this room: there and back, and what it refuses.
final class StructuresTest {
  static List<Gbp2Examples.Example<?>> examples() {
    return List.copyOf(Gbp2Examples.all().values());
  }

  @ParameterizedTest
  @MethodSource("examples")
  <T> void example_roundTripsAndTakesNothingElse(Gbp2Examples.Example<T> example) {
    FormContract.check(example.form(), example.value());
  }

  @Property(tries = 300)
  void header_roundTrips(
      @ForAll StreamType type,
      @ForAll @IntRange(max = LeafIndex.LIMIT - 1) int leaf,
      @ForAll @IntRange(max = 255) int channel,
      @ForAll Set<Flag> flags,
      @ForAll @LongRange(min = 1) long sequence,
      @ForAll @IntRange(max = 255) int codec,
      @ForAll @LongRange(min = 1) long at) {
    var position = new LogPosition(at, Gbp2Examples.HASH);
    var stream = new StreamId(new LeafIndex(leaf), channel);
    var header = new GbpHeader(type, stream, flags, sequence, codec, position);
    var octets = GbpHeader.FORM.encode(header);
    assertThat(GbpHeader.FORM.decode(octets)).isEqualTo(header);
    assertThat(octets.size()).isLessThanOrEqualTo(96);
    assertThat(StreamId.of(stream.value())).isEqualTo(stream);
  }

  @ParameterizedTest
  @CsvSource({
    "a600646762703101020219030004110618290758,magic",
    "a60064676270320104021903000411061829075820,stream type",
    "a6006467627032010202 1b0000004000000000 0411061829075820,stream id",
    "a7006467627032010202190300030104 11061829075820,header",
    "a7006467627032010202190300031820 0411061829075820,header",
    "a7006467627032010202190300030004 11061829075820,flags",
    "a6006467627032010202190300040006 1829075820,sequence",
    "a700646762703201020219030004110500061829075820,codec",
    "a7006467627032010202190300041105190100061829075820,codec",
    "a500646762703201020219030004110758 20,header",
    "a7006467627032010202190300041106182907582008,header key"
  })
  void damagedHeader_isRefused(String start, String field) {
    var octets = Bytes.concat(Bytes.fromHex(start.replace(" ", "")), Gbp2Examples.HASH);
    assertThatThrownBy(() -> GbpHeader.FORM.decode(octets))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void markAndHeader_areNotEachOther() {
    var mark = HandshakeMark.FORM.encode(new HandshakeMark(Gbp2Examples.POSITION));
    var header = GbpHeader.FORM.encode(Gbp2Examples.textHeader());
    refused(GbpHeader.FORM, mark);
    refused(HandshakeMark.FORM, header);
    refused(HandshakeMark.FORM, Bytes.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a3000301000204", "a3000201010204", "a30002010002 1a00010000", "a200020100"})
  void otherExtensions_areRefused(String hex) {
    refused(GbpExtension.FORM, Bytes.fromHex(hex.replace(" ", "")));
  }

  @Test
  void extensionType_isPrivateAndNotGrease() {
    assertThat(GbpExtension.TYPE).isBetween(0xf000, 0xffff);
    assertThat(GbpExtension.TYPE & 0x0f0f).isNotEqualTo(0x0a0a);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 12, 65_535})
  void opcodesOfOtherProfiles_areRefusedAsSuch(int opcode) {
    var octets =
        Bytes.concat(
            Bytes.of(0xa3, 0), Bytes.of(0x19, opcode >> 8, opcode & 0xff), Bytes.of(1, 0, 2, 0xa0));
    var canonical = opcode < 24 ? Bytes.of(0xa3, 0, opcode, 1, 0, 2, 0xa0) : octets;
    assertThatThrownBy(() -> ControlMessage.FORM.decode(canonical))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(GbpRule.OPCODE_UNSUPPORTED));
  }

  @Test
  void errorObject_ofAListedCodeWithAnotherClass_isRefused() {
    assertThatThrownBy(
            () ->
                new ErrorObject(
                    GbpError.REPLAY_DETECTED.code(), ErrorClass.STATE, Set.of(), "", Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new ErrorObject(
                    GbpError.UNKNOWN_GROUP.code(), ErrorClass.STATE, Set.of(), "", Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    var own =
        new ErrorObject(0xf001, ErrorClass.POLICY, EnumSet.allOf(Effect.class), "", Bytes.of(1));
    assertThat(own.effects()).containsExactlyInAnyOrder(Effect.FATAL, Effect.RETRYABLE);
  }

  @Test
  void errorRegistry_hasEveryCodeOnce() {
    assertThat(GbpError.values()).hasSize(32);
    for (var error : GbpError.values()) {
      assertThat(GbpError.of(error.code())).contains(error);
      assertThat(ErrorObject.of(error, "why").errorClass()).isEqualTo(error.errorClass());
    }
    assertThat(GbpError.of(0x000a)).isEmpty();
  }

  @Test
  void capabilities_outOfOrderOrRange_areRefused() {
    refusedCapabilities(List.of(), List.of(), List.of());
    refusedCapabilities(List.of(2L, 2L), List.of(), List.of());
    refusedCapabilities(List.of(3L, 2L), List.of(), List.of());
    refusedCapabilities(List.of(-1L), List.of(), List.of());
    refusedCapabilities(List.of(2L), List.of("b", "a"), List.of());
    refusedCapabilities(List.of(2L), List.of(""), List.of());
    refusedCapabilities(List.of(2L), List.of("x".repeat(65)), List.of());
    refusedCapabilities(List.of(2L), List.of(), List.of(0));
    refusedCapabilities(List.of(2L), List.of(), List.of(65_536));
    refusedCapabilities(LongStream.range(0, 17).boxed().toList(), List.of(), List.of());
    refusedCapabilities(
        List.of(2L), IntStream.range(100, 165).mapToObj(Integer::toString).toList(), List.of());
    assertThat(
            new CapabilityNotice(List.of(2L), List.of("gbp/class-a"), List.of()).has("gbp/class-a"))
        .isTrue();
  }

  private static void refusedCapabilities(
      List<Long> versions, List<String> features, List<Integer> suites) {
    assertThatThrownBy(() -> new CapabilityNotice(versions, features, suites))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void digestResponse_tooLongOrOutOfOrder_isRefused() {
    var digests =
        IntStream.range(0, 65).mapToObj(i -> new EpochDigest(new Epoch(i), Gbp2Examples.HASH, i));
    var many = digests.toList();
    assertThatThrownBy(() -> new DigestResponse(Epoch.ZERO, many))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DigestResponse(Epoch.ZERO, many.reversed().subList(60, 65)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DigestResponse(new Epoch(1), many.subList(0, 3)))
        .isInstanceOf(IllegalArgumentException.class);
    FormContract.check(
        ControlMessage.FORM, ControlMessage.of(new DigestResponse(new Epoch(-1), List.of())));
  }

  @Test
  void position_outOfRange_isMisuse() {
    assertThatThrownBy(() -> new LogPosition(-1, Gbp2Examples.HASH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogPosition(1, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static <T> void refused(KeyedForm<T> form, Bytes octets) {
    assertThatThrownBy(() -> form.decode(octets)).isInstanceOf(MalformedException.class);
  }
}
