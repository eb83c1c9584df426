package dev.coterie.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.crypto.CryptoRule;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which points and scalars are keys, and that all providers there are agree on what comes out.
final class DhVerdictTest {
  private static List<DiffieHellman> providers(Curve curve) {
    return Found.here().providers().stream()
        .flatMap(provider -> provider.diffieHellman(curve).stream())
        .toList();
  }

  private static byte[] scalar(Curve curve, long seed) {
    var scalar =
        SeededRandomSource.notRandomForReplayOnly(seed).bytes(curve.privateSize()).toArray();
    if (curve.isNist()) {
      scalar[0] = 0;
    }
    return scalar;
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void agreement_betweenProviders_isTheSameSecret(Curve curve) {
    var secrets = new HashSet<Bytes>();
    for (var own : providers(curve)) {
      for (var other : providers(curve)) {
        var alice = own.importPrivate(scalar(curve, 1));
        var bob = other.importPrivate(scalar(curve, 2));
        var dh = new CheckedDh(own);
        secrets.add(Bytes.wrap(dh.agree(alice, dh.importPublic(bob.publicKey()))));
        var back = new CheckedDh(other);
        secrets.add(Bytes.wrap(back.agree(bob, back.importPublic(alice.publicKey()))));
        assertThat(dh.curve()).isEqualTo(curve);
      }
    }
    assertThat(secrets).hasSize(1);
  }

  /// Every u-coordinate of small order, reduced or not, with the unused bit or without: refused
  /// before any provider sees it, and with reason: each provider computes zeros.
  @ParameterizedTest
  @EnumSource(names = {"X25519", "X448"})
  void point_ofSmallOrder_isRefusedAndGivesZerosEverywhere(Curve curve) {
    for (var point : smallOrder(curve)) {
      refused(CryptoRule.DH_ZERO, curve, point);
      for (var provider : providers(curve)) {
        var shared =
            provider.importPrivate(scalar(curve, 3)).agree(provider.importPublic(point.toArray()));
        assertThat(shared).containsOnly(0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"X25519", "X448"})
  void point_notReduced_isAKeyAndProvidersAgree(Curve curve) {
    int taken = 0;
    for (int u = 2; u < 19; u++) {
      var point = LittleEndian.octets(prime(curve).add(BigInteger.valueOf(u)), curve.publicSize());
      var secrets = new HashSet<Bytes>();
      for (var provider : providers(curve)) {
        var dh = new CheckedDh(provider);
        var own = provider.importPrivate(scalar(curve, 4));
        secrets.add(Bytes.wrap(dh.agree(own, dh.importPublic(Bytes.copyOf(point)))));
      }
      assertThat(secrets).hasSize(1);
      taken++;
    }
    assertThat(taken).isEqualTo(17);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void point_ofAnotherLength_isRefused(Curve curve) {
    for (int size = 0; size < 140; size++) {
      if (size != curve.publicSize()) {
        refused(CryptoRule.HPKE_PUBLIC_KEY, curve, Bytes.wrap(new byte[size]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "P521"})
  void point_offTheCurveOrCompressed_isRefused(Curve curve) {
    var nist = NistCurve.of(curve);
    var key = providers(curve).getFirst().importPrivate(scalar(curve, 5)).publicKey();
    for (int tag : new int[] {0, 2, 3, 5, 6, 7, 0x84}) {
      refused(CryptoRule.HPKE_PUBLIC_KEY, curve, Bytes.concat(Bytes.of(tag), key.slice(1)));
    }
    var changed = key.toArray();
    changed[changed.length - 1] ^= 1;
    refused(CryptoRule.HPKE_PUBLIC_KEY, curve, Bytes.wrap(changed));
    refused(CryptoRule.HPKE_PUBLIC_KEY, curve, Bytes.of(2).slice(0, 1));
    var x = key.slice(0, 1 + nist.size());
    refused(
        CryptoRule.HPKE_PUBLIC_KEY, curve, Bytes.concat(x, Bytes.wrap(nist.encode(nist.prime()))));
    refused(
        CryptoRule.HPKE_PUBLIC_KEY,
        curve,
        Bytes.concat(Bytes.of(4), Bytes.wrap(new byte[2 * nist.size()])));
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void scalar_ofWrongLengthOrRange_isRefused(Curve curve) {
    for (var provider : providers(curve)) {
      var dh = new CheckedDh(provider);
      var bad = new ArrayList<Secret>();
      bad.add(Secret.zeros(curve.privateSize() - 1));
      bad.add(Secret.zeros(curve.privateSize() + 1));
      if (curve.isNist()) {
        var nist = NistCurve.of(curve);
        bad.add(Secret.zeros(curve.privateSize()));
        bad.add(Secret.adopt(nist.encode(nist.order())));
      }
      for (var secret : bad) {
        var refused = assertThrows(RefusedException.class, () -> dh.importPrivate(secret));
        assertThat(refused.rule()).isEqualTo(CryptoRule.HPKE_PRIVATE_KEY);
      }
    }
  }

  private static void refused(Rule rule, Curve curve, Bytes point) {
    for (var provider : providers(curve)) {
      var dh = new CheckedDh(provider);
      var refused = assertThrows(RefusedException.class, () -> dh.importPublic(point));
      assertThat(refused.rule()).isEqualTo(rule);
    }
  }

  private static BigInteger prime(Curve curve) {
    return curve == Curve.X25519
        ? BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19))
        : BigInteger.ONE
            .shiftLeft(448)
            .subtract(BigInteger.ONE.shiftLeft(224))
            .subtract(BigInteger.ONE);
  }

  private static List<Bytes> smallOrder(Curve curve) {
    var prime = prime(curve);
    var numbers = new ArrayList<BigInteger>();
    numbers.add(BigInteger.ZERO);
    numbers.add(BigInteger.ONE);
    numbers.add(prime.subtract(BigInteger.ONE));
    numbers.add(prime);
    numbers.add(prime.add(BigInteger.ONE));
    if (curve == Curve.X25519) { // the two of order 8, in the octets that lists of such points give
      numbers.add(little("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"));
      numbers.add(little("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"));
      for (var number : List.copyOf(numbers)) {
        numbers.add(number.setBit(255));
      }
    }
    return numbers.stream()
        .map(number -> Bytes.wrap(LittleEndian.octets(number, curve.publicSize())))
        .toList();
  }

  private static BigInteger little(String hex) {
    return LittleEndian.number(Bytes.fromHex(hex).toArray(), 0, 32);
  }
}
