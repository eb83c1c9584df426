package dev.coterie.sframe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;

/// Whatever octets come: a typed refusal, or a header whose one encoding they start with.
final class HeaderFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void header(byte[] input) {
    var reader = new HeaderReader();
    if (reader.read(input, 0, input.length)) {
      var header = new SFrameHeader(reader.keyId(), reader.counter());
      assertThat(header.encode()).isEqualTo(Bytes.copyOf(input, 0, reader.size()));
      assertThat(SFrameHeader.startOf(Bytes.copyOf(input))).isEqualTo(header);
    } else {
      assertThat(reader.fault()).isNotEmpty();
    }
  }
}
