package dev.coterie.gbp.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;

/// What holds for every structure: there and back, and nothing else taken.
public final class FormContract {
  private FormContract() {}

  /// Checks one value of a form.
  public static <T> void check(KeyedForm<T> form, T value) {
    var octets = form.encode(value);
    assertThat(form.decode(octets)).isEqualTo(value);
    assertThat(octets.size()).isLessThanOrEqualTo(form.maxOctets());
    for (int cut = 0; cut < octets.size(); cut++) {
      var shorter = octets.slice(0, cut);
      assertThatThrownBy(() -> form.decode(shorter))
          .as("cut at " + cut)
          .isInstanceOf(MalformedException.class);
    }
    var longer = Bytes.concat(octets, Bytes.of(0));
    assertThatThrownBy(() -> form.decode(longer)).isInstanceOf(MalformedException.class);
    for (int at = 0; at < octets.size(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        sameOrRefused(form, flipped(octets, at, bit));
      }
    }
  }

  /// Whatever is taken is written out the same: there are no two encodings of one value.
  public static <T> void sameOrRefused(KeyedForm<T> form, Bytes octets) {
    T value;
    try {
      value = form.decode(octets);
    } catch (MalformedException | RefusedException _) {
      return;
    }
    assertThat(form.encode(value)).isEqualTo(octets);
  }

  private static Bytes flipped(Bytes octets, int at, int bit) {
    var array = octets.toArray();
    array[at] ^= (byte) (1 << bit);
    return Bytes.wrap(array);
  }
}
