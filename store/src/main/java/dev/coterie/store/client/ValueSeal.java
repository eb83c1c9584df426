package dev.coterie.store.client;

import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.BiFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Seals one value at a time. A sealed value is
///
/// ```
/// uint8 format = 1; opaque salt[24]; opaque ciphertext[n + 16]
/// ```
///
/// Key and nonce of AES-256-GCM are the first 32 and the next 12 octets of HMAC-SHA-512(data key,
/// "coterie row 1" ‖ salt). The associated data are the table's code and the row's key, so a value
/// opens nowhere but in its own row.
///
/// Why not one key and random 96-bit nonces: that is safe for some 2^32 values only, which a busy
/// client reaches; and a counter would repeat after a backup of the file is restored. With 192
/// random bits per value neither matters.
final class ValueSeal implements AutoCloseable {
  private static final int FORMAT = 1;
  private static final int SALT = 24;
  private static final int HEAD = 1 + SALT;
  private static final Bytes LABEL = Bytes.ofUtf8("coterie row 1");

  private final Secret dataKey;
  private final RandomSource random;

  ValueSeal(Secret dataKey, RandomSource random) {
    this.dataKey = dataKey;
    this.random = random;
  }

  Bytes seal(Table table, Bytes key, Bytes value) {
    byte[] salt = new byte[SALT];
    random.fill(salt);
    return withKeys(
        salt,
        (valueKey, nonce) -> {
          byte[] body = Aes256Gcm.seal(valueKey, nonce, aad(table, key), value.toArray());
          byte[] out = new byte[HEAD + body.length];
          out[0] = FORMAT;
          System.arraycopy(salt, 0, out, 1, SALT);
          System.arraycopy(body, 0, out, HEAD, body.length);
          return Bytes.wrap(out);
        });
  }

  Bytes open(Table table, Bytes key, Bytes value) {
    byte[] sealed = value.toArray();
    if (sealed.length < HEAD + Aes256Gcm.TAG || sealed[0] != FORMAT) {
      throw new RefusedException(StoreRule.ROW_FORGED, "in table " + table);
    }
    return withKeys(
        Arrays.copyOfRange(sealed, 1, HEAD),
        (valueKey, nonce) ->
            Aes256Gcm.open(valueKey, nonce, aad(table, key), sealed, HEAD)
                .map(Bytes::wrap)
                .orElseThrow(
                    () -> new RefusedException(StoreRule.ROW_FORGED, "in table " + table)));
  }

  private <T> T withKeys(byte[] salt, BiFunction<byte[], byte[], T> use) {
    byte[] derived = dataKey.lend(key -> derive(key, salt));
    byte[] valueKey = Arrays.copyOf(derived, Aes256Gcm.KEY);
    byte[] nonce = Arrays.copyOfRange(derived, Aes256Gcm.KEY, Aes256Gcm.KEY + Aes256Gcm.NONCE);
    try {
      return use.apply(valueKey, nonce);
    } finally {
      Arrays.fill(derived, (byte) 0);
      Arrays.fill(valueKey, (byte) 0);
    }
  }

  private static byte[] derive(byte[] key, byte[] salt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key, "HmacSHA512"));
      mac.update(LABEL.buffer());
      return mac.doFinal(salt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-512 is part of every JDK", e);
    }
  }

  private static Bytes aad(Table table, Bytes key) {
    return new WireWriter().uint8(table.code()).raw(key).toBytes();
  }

  @Override
  public void close() {
    dataKey.close();
  }
}
