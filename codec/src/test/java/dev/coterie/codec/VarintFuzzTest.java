package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any octets are one length in its only form, or malformed.
final class VarintFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void anyInput(byte[] input) {
    var in = new WireReader(Bytes.copyOf(input));
    try {
      int value = in.varint("length");
      assertThat(new WireWriter().varint(value).toBytes()).isEqualTo(in.since(0));
    } catch (MalformedException e) {
      assertThat(e.offset()).isBetween(0, input.length);
    }
  }
}
