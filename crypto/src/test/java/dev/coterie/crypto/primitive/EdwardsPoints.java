package dev.coterie.crypto.primitive;

import dev.coterie.crypto.SignatureScheme;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedCollection;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/// Textbook arithmetic on the two Edwards curves, slow and plain, so that tests can make the
/// signatures that no honest signer makes. Points are affine `{x, y}`.
record EdwardsPoints(
    SignatureScheme scheme, BigInteger prime, BigInteger order, BigInteger a, BigInteger d) {
  static final BigInteger[] NEUTRAL = {BigInteger.ZERO, BigInteger.ONE};

  static EdwardsPoints of(SignatureScheme scheme) {
    if (scheme == SignatureScheme.ED25519) {
      var prime = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
      var d =
          BigInteger.valueOf(-121665)
              .multiply(BigInteger.valueOf(121666).modInverse(prime))
              .mod(prime);
      var order =
          BigInteger.ONE
              .shiftLeft(252)
              .add(new BigInteger("27742317777372353535851937790883648493"));
      return new EdwardsPoints(scheme, prime, order, prime.subtract(BigInteger.ONE), d);
    }
    var prime =
        BigInteger.ONE
            .shiftLeft(448)
            .subtract(BigInteger.ONE.shiftLeft(224))
            .subtract(BigInteger.ONE);
    var order =
        BigInteger.ONE
            .shiftLeft(446)
            .subtract(
                new BigInteger(
                    "13818066809895115352007386748515426880336692474882178609894547503885"));
    return new EdwardsPoints(
        scheme, prime, order, BigInteger.ONE, BigInteger.valueOf(-39081).mod(prime));
  }

  int size() {
    return scheme.publicSize();
  }

  BigInteger[] add(BigInteger[] p, BigInteger[] q) {
    var t = d.multiply(p[0]).multiply(q[0]).multiply(p[1]).multiply(q[1]).mod(prime);
    var x = p[0].multiply(q[1]).add(q[0].multiply(p[1]));
    var y = p[1].multiply(q[1]).subtract(a.multiply(p[0]).multiply(q[0]));
    return new BigInteger[] {
      x.multiply(BigInteger.ONE.add(t).modInverse(prime)).mod(prime),
      y.multiply(BigInteger.ONE.subtract(t).modInverse(prime)).mod(prime)
    };
  }

  BigInteger[] multiply(BigInteger scalar, BigInteger[] point) {
    var result = NEUTRAL;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      result = add(result, result);
      if (scalar.testBit(bit)) {
        result = add(result, point);
      }
    }
    return result;
  }

  byte[] encode(BigInteger[] point) {
    var octets = LittleEndian.octets(point[1], size());
    if (point[0].testBit(0)) {
      octets[size() - 1] |= (byte) 0x80;
    }
    return octets;
  }

  /// The point of an encoding, which need not be canonical; `{}` if there is none.
  BigInteger[] decode(byte[] octets) {
    var y = LittleEndian.number(octets, 0, size()).clearBit(8 * size() - 1).mod(prime);
    var square = y.multiply(y).mod(prime);
    var denominator = d.multiply(square).subtract(a).mod(prime);
    var x2 = square.subtract(BigInteger.ONE).multiply(denominator.modInverse(prime)).mod(prime);
    var x = root(x2);
    if (!x.multiply(x).mod(prime).equals(x2)) {
      return new BigInteger[0];
    }
    boolean odd = octets[size() - 1] < 0;
    return new BigInteger[] {x.testBit(0) == odd ? x : prime.subtract(x).mod(prime), y};
  }

  private BigInteger root(BigInteger square) {
    if (prime.mod(BigInteger.valueOf(4)).intValue() == 3) {
      return square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    }
    var x = square.modPow(prime.add(BigInteger.valueOf(3)).shiftRight(3), prime);
    if (x.multiply(x).mod(prime).equals(square)) {
      return x;
    }
    var i = BigInteger.TWO.modPow(prime.subtract(BigInteger.ONE).shiftRight(2), prime);
    return x.multiply(i).mod(prime);
  }

  boolean isSmall(BigInteger[] point) {
    return Arrays.equals(multiply(BigInteger.valueOf(8), point), NEUTRAL);
  }

  /// All points whose order divides the cofactor: what remains of points drawn at random after `L`
  /// times themselves.
  SequencedCollection<BigInteger[]> small() {
    Map<BigInteger, BigInteger[]> found = new LinkedHashMap<>();
    var random = new Random(5);
    int wanted = scheme == SignatureScheme.ED25519 ? 8 : 4;
    while (found.size() < wanted) {
      var point =
          decode(LittleEndian.octets(new BigInteger(prime.bitLength() - 1, random), size()));
      if (point.length == 2) {
        var small = multiply(order, point);
        found.put(small[0].shiftLeft(600).add(small[1]), small);
      }
    }
    return java.util.List.copyOf(found.values());
  }

  /// The secret scalar of a seed, RFC 8032 §5.1.5 and §5.2.5.
  BigInteger scalar(byte[] seed) {
    var octets = Arrays.copyOf(hash(new byte[0], seed), size());
    if (scheme == SignatureScheme.ED25519) {
      octets[0] &= (byte) 0xf8;
      octets[31] &= 0x7f;
      octets[31] |= 0x40;
    } else {
      octets[0] &= (byte) 0xfc;
      octets[56] = 0;
      octets[55] |= (byte) 0x80;
    }
    return LittleEndian.number(octets, 0, octets.length);
  }

  /// The challenge `k`.
  BigInteger challenge(byte[] r, byte[] key, byte[] message) {
    var domain =
        scheme == SignatureScheme.ED25519
            ? new byte[0]
            : new byte[] {'S', 'i', 'g', 'E', 'd', '4', '4', '8', 0, 0};
    var hash = hash(domain, r, key, message);
    return LittleEndian.number(hash, 0, hash.length).mod(order);
  }

  private byte[] hash(byte[] first, byte[]... parts) {
    if (scheme == SignatureScheme.ED448) {
      var shake = new SHAKEDigest(256);
      shake.update(first, 0, first.length);
      for (var part : parts) {
        shake.update(part, 0, part.length);
      }
      var out = new byte[114];
      shake.doFinal(out, 0, out.length);
      return out;
    }
    try {
      var digest = MessageDigest.getInstance("SHA-512");
      digest.update(first);
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
