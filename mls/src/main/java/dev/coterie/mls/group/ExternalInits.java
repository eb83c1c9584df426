package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.policy.ExternalCommitRule;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.schedule.EpochSecrets;

/// The init secret that an outsider shares with a group: RFC 9420 §8.3.
final class ExternalInits {
  private static final Bytes CONTEXT = Bytes.ofUtf8("MLS 1.0 external init secret");

  private ExternalInits() {}

  /// An init secret and what lets members derive it.
  ///
  /// @param kemOutput for the external_init
  /// @param secret the caller closes it
  record Drawn(Bytes kemOutput, Secret secret) {}

  /// @param key from the group info
  static Drawn draw(SuiteCrypto crypto, HpkePublicKey key, RandomSource random) {
    try {
      crypto.validate(key);
      var exported =
          crypto.sendExport(key, Bytes.EMPTY, CONTEXT, crypto.suite().hashSize(), random);
      return new Drawn(exported.kemOutput(), exported.secret());
    } catch (RefusedException | MalformedException refused) {
      throw new RefusedException(GroupInfoRule.EXTERNAL_PUB_INVALID, "not a key of the suite");
    }
  }

  /// The caller closes it.
  static Secret derive(SuiteCrypto crypto, EpochSecrets epoch, Bytes kemOutput) {
    try (HpkeKeyPair external = epoch.externalKeyPair()) {
      return crypto.receiveExport(
          external.privateKey(), kemOutput, Bytes.EMPTY, CONTEXT, crypto.suite().hashSize());
    } catch (RefusedException | MalformedException refused) {
      throw new RefusedException(ExternalCommitRule.KEM_OUTPUT, "it does not open");
    }
  }
}
