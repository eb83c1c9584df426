package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.policy.ScheduleRule;
import java.util.List;

/// Chains all pre-shared keys of a commit into one secret. RFC 9420 §8.4.
public final class PskSecret {
  private static final int MOST = 0xffff;

  private PskSecret() {}

  /// A pre-shared key under its name.
  ///
  /// @param id as the proposal names it
  /// @param key itself; stays the caller's to close
  public record Entry(PreSharedKeyId id, Secret key) {}

  /// What stands for the secret where a commit names no pre-shared key.
  public static Secret none(SuiteCrypto crypto) {
    return Secret.zeros(crypto.suite().hashSize());
  }

  /// The chain over `entries` in their order; the caller closes the result.
  ///
  /// @throws RefusedException for more than 65,535 entries
  public static Secret of(SuiteCrypto crypto, List<Entry> entries) {
    if (entries.size() > MOST) {
      throw new RefusedException(ScheduleRule.TOO_MANY_PSKS, entries.size() + " keys");
    }
    Secret chained = none(crypto);
    for (int i = 0; i < entries.size(); i++) {
      try (var previous = chained;
          var input = input(crypto, entries.get(i), i, entries.size())) {
        chained = crypto.extract(input, previous);
      }
    }
    return chained;
  }

  private static Secret input(SuiteCrypto crypto, Entry entry, int index, int count) {
    int size = crypto.suite().hashSize();
    try (var salt = Secret.zeros(size);
        var extracted = crypto.extract(salt, entry.key)) {
      return crypto.expandWithLabel(extracted, "derived psk", label(entry.id, index, count), size);
    }
  }

  private static Bytes label(PreSharedKeyId id, int index, int count) {
    var out = new WireWriter();
    PreSharedKeyId.CODEC.write(id, out);
    return out.uint16(index).uint16(count).toBytes();
  }

  /// Refuses a name whose nonce has not the length of this suite's hash (§12.1.4).
  public static void requireNonce(SuiteCrypto crypto, PreSharedKeyId id) {
    if (id.nonce().size() != crypto.suite().hashSize()) {
      throw new RefusedException(ScheduleRule.PSK_NONCE, id.nonce().size() + " bytes");
    }
  }
}
