package dev.coterie.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CryptoRule;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.bouncy.BouncyProvider;
import dev.coterie.crypto.spi.EcdsaDer;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One encoding of each signature, one of each key, by every provider there is.
final class EcdsaVerdictTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

  private static List<CheckedSignatures> providers(SignatureScheme scheme) {
    return Found.here().providers().stream()
        .flatMap(provider -> provider.signatures(scheme).stream())
        .map(CheckedSignatures::new)
        .toList();
  }

  private static boolean verdict(SignatureScheme scheme, byte[] key, byte[] signature) {
    var verdicts = new HashSet<Boolean>();
    for (var provider : providers(scheme)) {
      try {
        verdicts.add(provider.verify(provider.importPublic(key), MESSAGE, signature));
      } catch (RefusedException e) {
        assertThat(e.rule()).isEqualTo(CryptoRule.SIGNATURE_PUBLIC_KEY);
        verdicts.add(false);
      }
    }
    assertThat(verdicts).as("providers agree").hasSize(1);
    return verdicts.contains(true);
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSA_P256", "ECDSA_P384", "ECDSA_P521"})
  void signature_inEveryOtherForm_isRefused(SignatureScheme scheme) {
    var curve = NistCurve.of(scheme);
    var n = curve.order();
    var signer = signer(scheme, 1);
    var key = signer.publicKey().toArray();
    var fixed = signer.sign(MESSAGE);
    var r = new BigInteger(1, fixed, 0, curve.size());
    var s = new BigInteger(1, fixed, curve.size(), curve.size());
    assertThat(verdict(scheme, key, EcdsaDer.encode(fixed))).isTrue();
    assertThat(EcdsaDer.encode(fixed)).isEqualTo(der(integer(r), integer(s)));
    assertThat(verdict(scheme, key, der(integer(r), integer(n.subtract(s))))).isTrue();

    var honest = EcdsaDer.encode(fixed);
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("r zero", der(integer(BigInteger.ZERO), integer(s)));
    bad.put("s zero", der(integer(r), integer(BigInteger.ZERO)));
    bad.put("r plus n", der(integer(r.add(n)), integer(s)));
    bad.put("s plus n", der(integer(r), integer(s.add(n))));
    bad.put("s is n", der(integer(r), integer(n)));
    bad.put("r negative", der(integer(r.negate()), integer(s)));
    bad.put("r minus n", der(integer(r.subtract(n)), integer(s)));
    bad.put("s minus n", der(integer(r), integer(s.subtract(n))));
    bad.put("r padded", der(padded(r), integer(s)));
    bad.put("s padded", der(integer(r), padded(s)));
    bad.put("r empty", der(new byte[] {2, 0}, integer(s)));
    bad.put("only r", der(integer(r)));
    bad.put("three integers", der(integer(r), integer(s), integer(s)));
    bad.put("swapped", der(integer(s), integer(r)));
    bad.put("octet string for r", der(tagged(4, r), integer(s)));
    bad.put("set for sequence", with(honest, 0, 0x31));
    bad.put("octets after it", Bytes.concat(Bytes.copyOf(honest), Bytes.of(0)).toArray());
    bad.put("length too long a form", longForm(honest));
    bad.put("indefinite length", indefinite(honest));
    bad.put("fixed length instead of DER", fixed);
    bad.put("empty", new byte[0]);
    bad.forEach(
        (what, signature) -> assertThat(verdict(scheme, key, signature)).as(what).isFalse());
    for (int cut = 0; cut < honest.length; cut++) {
      var shorter = Bytes.copyOf(honest).slice(0, cut).toArray();
      assertThat(EcdsaDer.decode(curve.size(), shorter)).as("cut at %d", cut).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSA_P256", "ECDSA_P384", "ECDSA_P521"})
  void key_inEveryOtherForm_isRefused(SignatureScheme scheme) {
    var curve = NistCurve.of(scheme);
    var signer = signer(scheme, 2);
    var signature = EcdsaDer.encode(signer.sign(MESSAGE));
    var key = signer.publicKey().toArray();
    int size = curve.size();
    assertThat(verdict(scheme, key, signature)).isTrue();
    var x = Bytes.copyOf(key).slice(1, 1 + size);
    var y = Bytes.copyOf(key).slice(1 + size);
    int parity = 2 + (y.at(size - 1) & 1);
    var prime = Bytes.wrap(curve.encode(curve.prime()));
    for (var bad :
        List.of(
            Bytes.concat(Bytes.of(parity), x),
            Bytes.concat(Bytes.of(4 + parity), x, y),
            Bytes.concat(x, y),
            Bytes.of(0),
            Bytes.EMPTY,
            Bytes.concat(Bytes.of(4), Bytes.wrap(new byte[2 * size])),
            Bytes.concat(Bytes.of(4), prime, y),
            Bytes.concat(Bytes.of(4), x, prime),
            Bytes.concat(Bytes.of(4), y, x),
            Bytes.concat(Bytes.copyOf(key), Bytes.of(0)),
            Bytes.copyOf(key).slice(0, 2 * size))) {
      assertThat(verdict(scheme, bad.toArray(), signature)).as(bad.toHex()).isFalse();
    }
  }

  /// The x-coordinate plus the prime fits P-521's field of 528 bits.
  @Test
  void key_withACoordinateNotReduced_isRefused() {
    var curve = NistCurve.P521;
    var key = signer(SignatureScheme.ECDSA_P521, 3).publicKey();
    var x = key.slice(1, 67).lend((array, at, size) -> new BigInteger(1, array, at, size));
    var notReduced = LittleEndian.octets(x.add(curve.prime()), 66);
    var bigEndian = new byte[66];
    for (int i = 0; i < 66; i++) {
      bigEndian[i] = notReduced[65 - i];
    }
    assertThat(curve.isPoint(key.toArray())).isTrue();
    var bad = Bytes.concat(Bytes.of(4), Bytes.wrap(bigEndian), key.slice(67));
    assertThat(curve.isPoint(bad.toArray())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void privateKey_outOfRange_isRefused(SignatureScheme scheme) {
    for (var provider : providers(scheme)) {
      refused(provider, Secret.zeros(scheme.privateSize() + 1));
      refused(provider, Secret.zeros(scheme.privateSize() - 1));
      if (!scheme.isEdwards()) {
        var curve = NistCurve.of(scheme);
        refused(provider, Secret.zeros(scheme.privateSize()));
        refused(provider, Secret.adopt(curve.encode(curve.order())));
      }
    }
  }

  private static void refused(CheckedSignatures provider, Secret key) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> provider.importPrivate(key))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(CryptoRule.SIGNATURE_PRIVATE_KEY));
  }

  private static dev.coterie.crypto.spi.Signatures.PrivateKey signer(
      SignatureScheme scheme, long seed) {
    var curve = NistCurve.of(scheme);
    var scalar = new BigInteger(curve.order().bitLength() - 1, new Random(seed));
    return new BouncyProvider()
        .signatures(scheme)
        .orElseThrow()
        .importPrivate(curve.encode(scalar));
  }

  private static byte[] integer(BigInteger number) {
    return tagged(2, number);
  }

  private static byte[] tagged(int tag, BigInteger number) {
    var body = number.toByteArray();
    return Bytes.concat(Bytes.of(tag, body.length), Bytes.wrap(body)).toArray();
  }

  private static byte[] padded(BigInteger number) {
    var body = number.toByteArray();
    return Bytes.concat(Bytes.of(2, body.length + 1, 0), Bytes.wrap(body)).toArray();
  }

  private static byte[] der(byte[]... parts) {
    var body = new ByteArrayOutputStream();
    for (var part : parts) {
      body.writeBytes(part);
    }
    var head = body.size() < 0x80 ? Bytes.of(0x30, body.size()) : Bytes.of(0x30, 0x81, body.size());
    return Bytes.concat(head, Bytes.wrap(body.toByteArray())).toArray();
  }

  private static byte[] with(byte[] octets, int at, int value) {
    var changed = octets.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] longForm(byte[] der) {
    boolean isLong = (der[1] & 0xff) == 0x81;
    var body = Bytes.copyOf(der).slice(isLong ? 3 : 2);
    var head = isLong ? Bytes.of(0x30, 0x82, 0, body.size()) : Bytes.of(0x30, 0x81, body.size());
    return Bytes.concat(head, body).toArray();
  }

  private static byte[] indefinite(byte[] der) {
    var body = Bytes.copyOf(der).slice((der[1] & 0xff) == 0x81 ? 3 : 2);
    return Bytes.concat(Bytes.of(0x30, 0x80), body, Bytes.of(0, 0)).toArray();
  }
}
