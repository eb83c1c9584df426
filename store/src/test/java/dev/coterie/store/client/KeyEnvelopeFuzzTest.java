package dev.coterie.store.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;

/// Whatever stands where a store keeps its wrapped key: a typed refusal before any memory is taken,
/// or a value with just that encoding.
final class KeyEnvelopeFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void envelope(byte[] input) {
    Bytes octets = Bytes.copyOf(input);
    KeyEnvelope envelope;
    try {
      envelope = KeyEnvelope.CODEC.decode(octets);
    } catch (MalformedException e) {
      assertThat(e.field()).isNotNull();
      return;
    }
    assertThat(envelope.memoryKib()).isLessThanOrEqualTo(1 << 20);
    assertThat(KeyEnvelope.CODEC.encode(envelope)).isEqualTo(octets);
  }
}
