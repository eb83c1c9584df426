package dev.coterie.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CryptoRule;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.bouncy.BouncyProvider;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our verdict on the signatures that no honest signer makes: the same by Bouncy Castle, which has
/// the cofactor in its equation, by the JDK, which has not, and by every other provider there is.
final class EdwardsVerdictTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);
  private static final BigInteger NONCE = new BigInteger(250, new Random(9));

  private static List<CheckedSignatures> providers(SignatureScheme scheme) {
    return Found.here().providers().stream()
        .flatMap(provider -> provider.signatures(scheme).stream())
        .map(CheckedSignatures::new)
        .toList();
  }

  /// The one verdict of all providers on a key and a signature.
  private boolean verdict(Signer signer, byte[] key, byte[] message, byte[] signature) {
    var verdicts = new HashSet<Boolean>();
    for (var provider : providers(signer.curve.scheme())) {
      verdicts.add(accepts(provider, key, message, signature));
    }
    assertThat(verdicts).as("providers agree").hasSize(1);
    return verdicts.contains(true);
  }

  private static boolean accepts(
      CheckedSignatures provider, byte[] key, byte[] message, byte[] signature) {
    try {
      return provider.verify(provider.importPublic(key), message, signature);
    } catch (RefusedException e) {
      assertThat(e.rule()).isEqualTo(CryptoRule.SIGNATURE_PUBLIC_KEY);
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void honestSignature_isAccepted(SignatureScheme scheme) {
    var signer = new Signer(scheme);
    var signature = signer.sign(signer.key, NONCE, EdwardsPoints.NEUTRAL, MESSAGE);
    assertThat(verdict(signer, signer.key, MESSAGE, signature)).isTrue();
    signature[0] ^= 1;
    assertThat(verdict(signer, signer.key, MESSAGE, signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void nonceMovedByASmallPoint_isRefused(SignatureScheme scheme) {
    var signer = new Signer(scheme);
    for (var small : signer.curve.small()) {
      if (!Arrays.equals(small, EdwardsPoints.NEUTRAL)) {
        var signature = signer.sign(signer.key, NONCE, small, MESSAGE);
        assertThat(bouncyAlone(scheme, signer.key, signature)).as("with the cofactor").isTrue();
        assertThat(verdict(signer, signer.key, MESSAGE, signature)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void nonceIsASmallPoint_isRefused(SignatureScheme scheme) {
    var signer = new Signer(scheme);
    for (var small : signer.curve.small()) {
      var signature = signer.sign(signer.key, BigInteger.ZERO, small, MESSAGE);
      assertThat(verdict(signer, signer.key, MESSAGE, signature)).isFalse();
    }
  }

  /// A key of mixed order is a key; what is signed with it is accepted exactly when the equation
  /// holds without the cofactor, which is when the order of the small part divides the challenge.
  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void keyOfMixedOrder_isJudgedWithoutTheCofactor(SignatureScheme scheme) {
    var signer = new Signer(scheme);
    Set<Boolean> seen = new HashSet<>();
    for (var small : signer.curve.small()) {
      var key = signer.curve.encode(signer.curve.add(signer.point, small));
      for (int i = 0; i < 6; i++) {
        byte[] message = {(byte) i};
        var signature = signer.sign(key, NONCE, EdwardsPoints.NEUTRAL, message);
        var r = Arrays.copyOf(signature, signer.curve.size());
        var challenge = signer.curve.challenge(r, key, message);
        boolean holds =
            Arrays.equals(signer.curve.multiply(challenge, small), EdwardsPoints.NEUTRAL);
        assertThat(verdict(signer, key, message, signature)).isEqualTo(holds);
        seen.add(holds);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void keyOfSmallOrder_isRefused(SignatureScheme scheme) {
    var signer = new Signer(scheme);
    for (var small : signer.curve.small()) {
      var key = signer.curve.encode(small);
      for (var provider : providers(scheme)) {
        assertThatThrownBy(() -> provider.importPublic(key)).isInstanceOf(RefusedException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void pointNotReducedOrOffTheCurve_isRefusedAsKeyAndAsNonce(SignatureScheme scheme) {
    var signer = new Signer(scheme);
    int onCurve = 0;
    for (int y = 0; y < 19; y++) {
      var octets =
          LittleEndian.octets(signer.curve.prime().add(BigInteger.valueOf(y)), signer.curve.size());
      if (signer.curve.decode(octets).length > 0) {
        refusedEverywhere(signer, octets);
        onCurve++;
      }
    }
    assertThat(onCurve).isPositive();
    for (var y : List.of(BigInteger.ONE, signer.curve.prime().subtract(BigInteger.ONE))) {
      var negativeZero = LittleEndian.octets(y, signer.curve.size());
      negativeZero[signer.curve.size() - 1] |= (byte) 0x80;
      refusedEverywhere(signer, negativeZero);
    }
    int offCurve = 0;
    for (int y = 2; y < 6; y++) {
      var octets = LittleEndian.octets(BigInteger.valueOf(y), signer.curve.size());
      if (signer.curve.decode(octets).length == 0) {
        refusedEverywhere(signer, octets);
        offCurve++;
      }
    }
    assertThat(offCurve).isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void scalarNotBelowTheOrder_isRefused(SignatureScheme scheme) {
    var signer = new Signer(scheme);
    int size = signer.curve.size();
    var honest = signer.sign(signer.key, NONCE, EdwardsPoints.NEUTRAL, MESSAGE);
    var s = LittleEndian.number(honest, size, 2 * size);
    for (int times = 1; times <= 3; times++) {
      var more = s.add(signer.curve.order().multiply(BigInteger.valueOf(times)));
      var signature = honest.clone();
      System.arraycopy(LittleEndian.octets(more, size), 0, signature, size, size);
      assertThat(verdict(signer, signer.key, MESSAGE, signature)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void lengthsThatAreWrong_areRefused(SignatureScheme scheme) {
    var signer = new Signer(scheme);
    var honest = signer.sign(signer.key, NONCE, EdwardsPoints.NEUTRAL, MESSAGE);
    for (int length = 0; length <= honest.length + 1; length++) {
      boolean right = length == honest.length;
      assertThat(verdict(signer, signer.key, MESSAGE, Arrays.copyOf(honest, length)))
          .isEqualTo(right);
    }
    for (int length = 0; length <= signer.key.length + 1; length++) {
      boolean right = length == signer.key.length;
      assertThat(verdict(signer, Arrays.copyOf(signer.key, length), MESSAGE, honest))
          .isEqualTo(right);
    }
  }

  private void refusedEverywhere(Signer signer, byte[] point) {
    int size = signer.curve.size();
    for (int i = 0; i < 2; i++) {
      byte[] message = {(byte) i};
      var asKey = signer.sign(point, NONCE, EdwardsPoints.NEUTRAL, message);
      assertThat(verdict(signer, point, message, asKey)).isFalse();
    }
    var asNonce = Arrays.copyOf(point, 2 * size);
    var k = signer.curve.challenge(point, signer.key, MESSAGE);
    var s = k.multiply(signer.scalar).mod(signer.curve.order());
    System.arraycopy(LittleEndian.octets(s, size), 0, asNonce, size, size);
    assertThat(verdict(signer, signer.key, MESSAGE, asNonce)).isFalse();
  }

  private static boolean bouncyAlone(SignatureScheme scheme, byte[] key, byte[] signature) {
    return scheme == SignatureScheme.ED25519
        ? Ed25519.verify(signature, 0, key, 0, MESSAGE, 0, MESSAGE.length)
        : Ed448.verify(signature, 0, key, 0, new byte[0], MESSAGE, 0, MESSAGE.length);
  }

  /// A signer who chooses R, and the key that goes into the challenge.
  private static final class Signer {
    final EdwardsPoints curve;
    final BigInteger scalar;
    final byte[] key;
    final BigInteger[] point;
    final BigInteger[] base;

    Signer(SignatureScheme scheme) {
      curve = EdwardsPoints.of(scheme);
      var seed = new byte[scheme.privateSize()];
      new Random(1).nextBytes(seed);
      scalar = curve.scalar(seed);
      key =
          new BouncyProvider()
              .signatures(scheme)
              .orElseThrow()
              .importPrivate(seed)
              .publicKey()
              .toArray();
      point = curve.decode(key);
      base = curve.multiply(scalar.modInverse(curve.order()), point);
    }

    byte[] sign(byte[] challengeKey, BigInteger nonce, BigInteger[] moved, byte[] message) {
      var r = curve.encode(curve.add(curve.multiply(nonce, base), moved));
      var k = curve.challenge(r, challengeKey, message);
      var s = nonce.add(k.multiply(scalar)).mod(curve.order());
      var signature = Arrays.copyOf(r, 2 * curve.size());
      System.arraycopy(
          LittleEndian.octets(s, curve.size()), 0, signature, curve.size(), curve.size());
      return signature;
    }
  }
}
