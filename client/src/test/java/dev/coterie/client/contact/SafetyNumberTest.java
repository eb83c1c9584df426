package dev.coterie.client.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SafetyNumberTest {
  private static final Fingerprint ONE = new Fingerprint(Bytes.wrap(new byte[32]));
  private static final Fingerprint OTHER = Fingerprint.of(Bytes.ofUtf8("other"));

  @Property(tries = 50)
  void bothSides_readTheSame(@ForAll @Size(32) byte[] one, @ForAll @Size(32) byte[] other) {
    var first = new Fingerprint(Bytes.copyOf(one));
    var second = new Fingerprint(Bytes.copyOf(other));
    SafetyNumber number = SafetyNumber.of(first, second);
    assertThat(SafetyNumber.of(second, first)).isEqualTo(number);
    assertThat(number.digits()).matches("(\\d{5} ){11}\\d{5}");
  }

  @Test
  void anotherKey_givesAnotherNumber() {
    assertThat(SafetyNumber.of(ONE, OTHER)).isNotEqualTo(SafetyNumber.of(ONE, ONE));
  }

  @Test
  void number_staysAsItWasReleased() {
    assertThat(SafetyNumber.of(ONE, OTHER).digits())
        .isEqualTo("63242 04221 08754 11063 60485 93472 22861 58720 58204 94110 74214 30821");
  }
}
