package dev.coterie.mls.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.Samples.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every codec of the package.
class CodecsTest {
  static Stream<Sample<?>> samples() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void value_encodedAndDecoded_isTheSame(Sample<T> sample) {
    assertThat(sample.codec().decode(sample.encoded())).isEqualTo(sample.value());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void encoding_cutAnywhere_isMalformed(Sample<?> sample) {
    Bytes encoded = sample.encoded();
    for (int size = 0; size < encoded.size(); size++) {
      Bytes cut = encoded.slice(0, size);
      assertThatExceptionOfType(MalformedException.class)
          .as("first %d bytes", size)
          .isThrownBy(() -> sample.codec().decode(cut));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void encoding_oneByteMore_isMalformed(Sample<?> sample) {
    Bytes longer = Bytes.concat(sample.encoded(), Bytes.of(0));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> sample.codec().decode(longer));
  }

  /// A length of 2^30 − 1, and of 2^14 − 1, written over each place in turn.
  @ParameterizedTest
  @MethodSource("samples")
  void encoding_anyLengthMadeHuge_isMalformedOrCanonical(Sample<?> sample) {
    for (Bytes huge : List.of(Bytes.of(0xbf, 0xff, 0xff, 0xff), Bytes.of(0x7f, 0xff))) {
      for (int at = 0; at + huge.size() <= sample.encoded().size(); at++) {
        Bytes encoded = sample.encoded();
        malformedOrCanonical(
            sample, Bytes.concat(encoded.slice(0, at), huge, encoded.slice(at + huge.size())));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void encoding_anyByteChanged_isMalformedOrCanonical(Sample<?> sample) {
    for (int at = 0; at < sample.encoded().size(); at++) {
      for (int change : new int[] {0x01, 0x02, 0x40, 0x80, 0xc0, 0xff}) {
        byte[] octets = sample.encoded().toArray();
        octets[at] ^= (byte) change;
        malformedOrCanonical(sample, Bytes.wrap(octets));
      }
    }
  }

  private static <T> void malformedOrCanonical(Sample<T> sample, Bytes input) {
    T value;
    try {
      value = sample.codec().decode(input);
    } catch (MalformedException _) {
      return;
    }
    assertThat(sample.codec().encode(value)).isEqualTo(input);
  }

  @Test
  void groupSecrets_encodedAndDecoded_areTheSame() {
    var psks = List.of(Samples.EXTERNAL_PSK);
    GroupSecrets decoded;
    try (var secrets =
            new GroupSecrets(
                Secret.copyOf(Samples.HASH), Optional.of(Secret.copyOf(Samples.SIGNATURE)), psks);
        var plaintext = secrets.encode()) {
      decoded = GroupSecrets.decode(plaintext);
    }
    assertThat(decoded.joinerSecret().matches(Samples.HASH)).isTrue();
    assertThat(decoded.pathSecret().orElseThrow().matches(Samples.SIGNATURE)).isTrue();
    assertThat(decoded.psks()).isEqualTo(psks);
  }

  @Test
  void groupSecrets_oneByteMore_areMalformed() {
    try (var secrets = new GroupSecrets(Secret.copyOf(Samples.HASH), Optional.empty(), List.of());
        var plaintext = secrets.encode()) {
      Secret longer = plaintext.lend(o -> Secret.adopt(Arrays.copyOf(o, o.length + 1)));
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> GroupSecrets.decode(longer));
    }
  }

  @Test
  void applicationData_printed_showsNoPlaintext() {
    assertThat(new ApplicationData(Bytes.ofUtf8("hush")).toString())
        .isEqualTo("ApplicationData[4 bytes]");
  }
}
