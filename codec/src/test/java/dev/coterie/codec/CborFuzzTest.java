package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any input is one item in its only encoding, or malformed.
final class CborFuzzTest {
  @FuzzTest(maxDuration = "15s")
  void anyInput(byte[] input) {
    var octets = Bytes.copyOf(input);
    try {
      assertThat(CborReader.<Bytes>decode(octets, in -> in.item("item"))).isEqualTo(octets);
      var tree = CborReader.decode(octets, CborTree::read);
      assertThat(CborWriter.encode(out -> CborTree.write(tree, out))).isEqualTo(octets);
    } catch (MalformedException e) {
      assertThat(e.offset()).isBetween(0, input.length);
    }
  }
}
