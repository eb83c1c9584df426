package dev.coterie.crypto;

import dev.coterie.crypto.primitive.Kdf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// `LabeledExtract` and `LabeledExpand` of RFC 9180 §4, for one suite identifier.
final class LabeledKdf {
  static final byte[] NONE = {};

  private static final byte[] VERSION = ascii("HPKE-v1");

  private final Kdf kdf;
  private final byte[] suiteId;

  LabeledKdf(Kdf kdf, byte[] suiteId) {
    this.kdf = kdf;
    this.suiteId = suiteId;
  }

  byte[] extract(byte[] salt, String label, byte[] ikm) {
    return kdf.mac(salt, VERSION, suiteId, ascii(label), ikm);
  }

  byte[] expand(byte[] prk, String label, byte[] info, int length) {
    if (length > 0xffff) {
      throw new IllegalArgumentException("cannot expand to " + length + " octets");
    }
    byte[] size = {(byte) (length >>> 8), (byte) length};
    return kdf.expand(prk, join(size, VERSION, suiteId, ascii(label), info), length);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] join(byte[]... parts) {
    int size = 0;
    for (var part : parts) {
      size += part.length;
    }
    var out = new byte[size];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
    return out;
  }

  static void wipe(byte[]... arrays) {
    for (var array : arrays) {
      Arrays.fill(array, (byte) 0);
    }
  }
}
