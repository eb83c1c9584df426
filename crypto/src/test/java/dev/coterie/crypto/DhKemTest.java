package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.primitive.NistCurve;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rejection sampling of `DeriveKeyPair` (RFC 9180 §7.1.3), which real seeds take past its
/// first try once in 2^32.
final class DhKemTest {
  @ParameterizedTest
  @EnumSource(NistCurve.class)
  void candidates_beyondTheOrderOrZero_arePassedOver(NistCurve curve) {
    var asked = new ArrayList<Integer>();
    var scalar =
        DhKem.firstScalar(
            curve,
            counter -> {
              asked.add(counter);
              var octets = new byte[curve.size()];
              Arrays.fill(octets, (byte) (counter == 0 ? 0xff : 0));
              octets[curve.size() - 1] |= (byte) (counter == 2 ? 7 : 0);
              return octets;
            });
    assertThat(asked).containsExactly(0, 1, 2);
    assertThat(scalar).endsWith(7).hasSize(curve.size());
  }

  @ParameterizedTest
  @EnumSource(NistCurve.class)
  void candidates_neverAScalar_refusedAfter256Tries(NistCurve curve) {
    var asked = new ArrayList<Integer>();
    var refused =
        assertThrows(
            RefusedException.class,
            () ->
                DhKem.firstScalar(
                    curve,
                    counter -> {
                      asked.add(counter);
                      return new byte[curve.size()];
                    }));
    assertThat(refused.rule()).isEqualTo(CryptoRule.DERIVE_KEY_PAIR);
    assertThat(asked).hasSize(256);
  }
}
