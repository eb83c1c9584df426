package dev.coterie.crypto.spi;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// ECDSA signatures between their DER form on the wire, `SEQUENCE { r INTEGER, s INTEGER }` (RFC
/// 3279 §2.2.3), and `r ‖ s` of fixed length, for providers that speak DER only. Exactly one
/// encoding of each pair is valid: shortest lengths, shortest integers that are not negative,
/// nothing after them. Which numbers are in range is not judged here.
public final class EcdsaDer {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private final byte[] der;
  private int at;
  private boolean bad;

  private EcdsaDer(byte[] der) {
    this.der = der;
  }

  /// The signature as `r ‖ s`, or nothing if it is not valid DER of two numbers that fit.
  ///
  /// @param size octets of each number in the result
  public static Optional<byte[]> decode(int size, byte[] der) {
    var in = new EcdsaDer(der);
    int length = in.header(SEQUENCE);
    if (in.bad || length != der.length - in.at) {
      return Optional.empty();
    }
    var r = in.integer();
    var s = in.integer();
    if (in.bad || in.at != der.length || r.length > size || s.length > size) {
      return Optional.empty();
    }
    var fixed = new byte[2 * size];
    System.arraycopy(r, 0, fixed, size - r.length, r.length);
    System.arraycopy(s, 0, fixed, 2 * size - s.length, s.length);
    return Optional.of(fixed);
  }

  /// The DER form of `r ‖ s`, each of at most 66 octets.
  public static byte[] encode(byte[] fixed) {
    int half = fixed.length / 2;
    var r = new BigInteger(1, fixed, 0, half).toByteArray();
    var s = new BigInteger(1, fixed, half, half).toByteArray();
    int body = 4 + r.length + s.length; // an integer has at most 67 octets: its length takes one
    int header = body < 0x80 ? 2 : 3;
    var der = new byte[header + body];
    der[0] = SEQUENCE;
    der[1] = (byte) (body < 0x80 ? body : 0x81);
    der[header - 1] = (byte) body;
    put(der, header, r);
    put(der, header + 2 + r.length, s);
    return der;
  }

  private static void put(byte[] der, int at, byte[] integer) {
    der[at] = INTEGER;
    der[at + 1] = (byte) integer.length;
    System.arraycopy(integer, 0, der, at + 2, integer.length);
  }

  /// Reads a tag and a length below 256 in its shortest form.
  private int header(int tag) {
    if (octet() != tag) {
      bad = true;
    }
    int length = octet();
    if (length == 0x81) {
      length = octet();
      bad |= length < 0x80;
    } else {
      bad |= length > 0x80 || length == 0x80;
    }
    return length;
  }

  /// The octets of an integer, without the zero that keeps it positive.
  private byte[] integer() {
    int length = header(INTEGER);
    if (bad || length == 0 || length > der.length - at) {
      bad = true;
      return new byte[0];
    }
    boolean negative = der[at] < 0;
    boolean padded = length > 1 && der[at] == 0 && der[at + 1] >= 0;
    bad |= negative || padded;
    int start = length > 1 && der[at] == 0 ? at + 1 : at;
    at += length;
    return Arrays.copyOfRange(der, start, at);
  }

  private int octet() {
    if (at == der.length) {
      bad = true;
      return 0;
    }
    return der[at++] & 0xff;
  }
}
