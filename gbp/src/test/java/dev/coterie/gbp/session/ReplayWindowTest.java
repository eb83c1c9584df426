package dev.coterie.gbp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.gbp.session.ReplayWindow.Place;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The window against its definition: a set of numbers, and the 1,024 up to the highest.
final class ReplayWindowTest {
  @Provide
  Arbitrary<List<Long>> numbers() {
    var close = Arbitraries.longs().between(1, 3000);
    var far = Arbitraries.longs().between(1, Long.MAX_VALUE);
    var edge = Arbitraries.longs().between(1020, 1030);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, close),
            net.jqwik.api.Tuple.of(1, far),
            net.jqwik.api.Tuple.of(3, edge))
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 500)
  void window_isItsDefinition(@ForAll("numbers") List<Long> numbers) {
    var accepted = new HashSet<Long>();
    long highest = 0;
    var window = new ReplayWindow();
    for (long number : numbers) {
      var expected =
          number > highest || (highest - number < 1024 && !accepted.contains(number))
              ? Place.NEW
              : highest - number >= 1024 ? Place.TOO_OLD : Place.DUPLICATE;
      assertThat(window.place(number)).isEqualTo(expected);
      if (expected == Place.NEW) {
        assertThat(window.accept(number)).isEqualTo(Math.max(0, number - highest - 1));
        accepted.add(number);
        highest = Math.max(highest, number);
        var stored = window.encode();
        assertThat(stored.size()).isLessThanOrEqualTo(150);
        window = ReplayWindow.decode(stored);
        assertThat(window.encode()).isEqualTo(stored);
        assertThat(window.highest()).isEqualTo(highest);
      }
    }
  }

  @Test
  void ordinaryTraffic_storesAFewOctets() {
    var window = new ReplayWindow();
    for (long number = 1; number <= 5000; number++) {
      assertThat(window.accept(number)).isZero();
    }
    assertThat(window.encode().toHex()).isEqualTo("a100191388");
  }

  @Test
  void lastNumber_isJustANumber() {
    var window = new ReplayWindow();
    window.accept(Long.MAX_VALUE);
    assertThat(window.place(Long.MAX_VALUE)).isEqualTo(Place.DUPLICATE);
    assertThat(window.place(Long.MAX_VALUE - 1023)).isEqualTo(Place.NEW);
    assertThat(window.place(Long.MAX_VALUE - 1024)).isEqualTo(Place.TOO_OLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a10000",
        "a20005014110",
        "a2000501420100",
        "a20005 0140",
        "a2000501411f",
        "a101410f",
        "a1001b8000000000000000",
        "a20001014101"
      })
  void damagedRows_areRefused(String hex) {
    assertThatThrownBy(() -> ReplayWindow.decode(Bytes.fromHex(hex.replace(" ", ""))))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void fullRow_isRead() {
    assertThat(ReplayWindow.decode(Bytes.fromHex("a2000501410f")).place(4)).isEqualTo(Place.NEW);
  }
}
