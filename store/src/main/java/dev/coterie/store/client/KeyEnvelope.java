package dev.coterie.store.client;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import java.util.Arrays;
import java.util.function.Function;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// The data key, wrapped. It never changes, so a new passphrase re-wraps 32 octets instead of every
/// row.
///
/// ```
/// struct { uint8 format = 1; uint8 kind;             // 1 passphrase, 2 key file
///          uint32 memory_kib, iterations, lanes;     // 0 for a key file
///          opaque salt[16]; opaque nonce[12]; opaque wrapped[48]; } KeyEnvelope;
/// ```
///
/// `wrapped` is AES-256-GCM over the data key with everything before the nonce as associated data.
record KeyEnvelope(
    int kind, long memoryKib, long iterations, long lanes, Bytes salt, Bytes nonce, Bytes wrapped) {
  static final Codec<KeyEnvelope> CODEC = Codec.of(KeyEnvelope::read, KeyEnvelope::write);
  private static final int DATA_KEY = 32;
  private static final int SALT = 16;

  /// A fresh data key under `unlock`.
  static KeyEnvelope create(Secret dataKey, Unlock unlock, RandomSource random) {
    Argon2Cost cost =
        switch (unlock) {
          case Unlock.Passphrase(_, var asked) -> asked;
          case Unlock.KeyFile _ -> null;
        };
    var bare =
        new KeyEnvelope(
            unlock.kind(),
            cost == null ? 0 : cost.memoryKib(),
            cost == null ? 0 : cost.iterations(),
            cost == null ? 0 : cost.lanes(),
            random.bytes(SALT),
            random.bytes(Aes256Gcm.NONCE),
            Bytes.EMPTY);
    byte[] nonce = bare.nonce.toArray();
    Bytes wrapped =
        bare.underWrappingKey(
            unlock,
            key ->
                dataKey.lend(data -> Bytes.wrap(Aes256Gcm.seal(key, nonce, bare.header(), data))));
    return new KeyEnvelope(
        bare.kind, bare.memoryKib, bare.iterations, bare.lanes, bare.salt, bare.nonce, wrapped);
  }

  static Secret freshDataKey(RandomSource random) {
    return random.secret(DATA_KEY);
  }

  Secret open(Unlock unlock) {
    if (unlock.kind() != kind) {
      throw new RefusedException(StoreRule.UNLOCK_KIND, "kind " + kind + " is needed");
    }
    return underWrappingKey(
        unlock,
        key ->
            Aes256Gcm.open(key, nonce.toArray(), header(), wrapped.toArray(), 0)
                .map(Secret::adopt)
                .orElseThrow(() -> new RefusedException(StoreRule.WRONG_KEY, "not opened")));
  }

  private <T> T underWrappingKey(Unlock unlock, Function<byte[], T> use) {
    byte[] key =
        switch (unlock) {
          case Unlock.Passphrase(var utf8, _) -> utf8.lend(this::argon2id);
          case Unlock.KeyFile file -> {
            try (Secret secret = file.read()) {
              yield secret.lend(octets -> Arrays.copyOf(octets, octets.length));
            }
          }
        };
    try {
      return use.apply(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] argon2id(byte[] passphrase) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB((int) memoryKib)
            .withIterations((int) iterations)
            .withParallelism((int) lanes)
            .withSalt(salt.toArray())
            .build());
    byte[] out = new byte[Aes256Gcm.KEY];
    generator.generateBytes(passphrase, out);
    return out;
  }

  private Bytes header() {
    var out = new WireWriter();
    writeHeader(out);
    return out.toBytes();
  }

  private void writeHeader(WireWriter out) {
    out.uint8(1).uint8(kind).uint32(memoryKib).uint32(iterations).uint32(lanes).raw(salt);
  }

  static KeyEnvelope read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    int kind = in.uint8("kind");
    long memoryKib = in.uint32("memory_kib");
    long iterations = in.uint32("iterations");
    long lanes = in.uint32("lanes");
    checkKind(in, kind, memoryKib, iterations, lanes);
    return new KeyEnvelope(
        kind,
        memoryKib,
        iterations,
        lanes,
        in.fixed("salt", SALT),
        in.fixed("nonce", Aes256Gcm.NONCE),
        in.fixed("wrapped", DATA_KEY + Aes256Gcm.TAG));
  }

  /// A file that asks for a terabyte of memory is refused before any is taken.
  private static void checkKind(WireReader in, int kind, long memory, long passes, long lanes) {
    switch (kind) {
      case 1 -> {
        try {
          var _ = new Argon2Cost((int) memory, (int) passes, (int) lanes);
        } catch (IllegalArgumentException e) {
          throw in.malformed("argon2id", String.valueOf(e.getMessage()));
        }
      }
      case 2 -> {
        if (memory != 0 || passes != 0 || lanes != 0) {
          throw in.malformed("argon2id", "a key file has no cost");
        }
      }
      default -> throw in.malformed("kind", "neither passphrase(1) nor key file(2)");
    }
  }

  void write(WireWriter out) {
    writeHeader(out);
    out.raw(nonce).raw(wrapped);
  }
}
