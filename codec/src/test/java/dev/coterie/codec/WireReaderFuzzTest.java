package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any octets are a structure that encodes to the same octets, or malformed.
final class WireReaderFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void anyInput(byte[] input) {
    var octets = Bytes.copyOf(input);
    try {
      var sample = CodecPropertyTest.Sample.CODEC.decode(octets);
      assertThat(CodecPropertyTest.Sample.CODEC.encode(sample)).isEqualTo(octets);
    } catch (MalformedException e) {
      assertThat(e.offset()).isBetween(0, input.length);
    }
  }
}
