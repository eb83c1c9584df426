package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.policy.ScheduleRule;

/// The steps from one epoch's init secret to the next epoch's secrets. RFC 9420 §8. Holds no
/// secret; arguments stay the caller's to close, and so do results.
public final class KeySchedule {
  private final SuiteCrypto crypto;
  private final int hashSize;

  /// The key schedule of one suite.
  public KeySchedule(SuiteCrypto crypto) {
    this.crypto = crypto;
    this.hashSize = crypto.suite().hashSize();
  }

  /// The secret that a commit gives to new members.
  ///
  /// @param initSecret of the epoch before
  /// @param commitSecret of the path, or [#noCommitSecret]
  /// @param context of the new epoch
  public Secret joinerSecret(Secret initSecret, Secret commitSecret, GroupContext context) {
    try (var extracted = crypto.extract(initSecret, commitSecret)) {
      return crypto.expandWithLabel(extracted, "joiner", context.encode(), hashSize);
    }
  }

  /// What stands for the commit secret where a commit has no path.
  public Secret noCommitSecret() {
    return Secret.zeros(hashSize);
  }

  /// The secret under which a welcome carries the group info.
  ///
  /// @param pskSecret from [PskSecret]
  public Secret welcomeSecret(Secret joinerSecret, Secret pskSecret) {
    try (var member = crypto.extract(joinerSecret, pskSecret)) {
      return crypto.deriveSecret(member, "welcome");
    }
  }

  /// All secrets of an epoch.
  ///
  /// @param pskSecret from [PskSecret]
  /// @param context of that epoch
  public EpochStart epoch(Secret joinerSecret, Secret pskSecret, GroupContext context) {
    try (var member = crypto.extract(joinerSecret, pskSecret);
        var epochSecret = crypto.expandWithLabel(member, "epoch", context.encode(), hashSize)) {
      return start(epochSecret);
    }
  }

  /// All secrets of a group's first epoch, from a random epoch secret (§11).
  public EpochStart start(Secret epochSecret) {
    if (epochSecret.size() != hashSize) {
      throw new IllegalArgumentException("an epoch secret has " + hashSize + " bytes");
    }
    return new EpochStart(
        EpochSecrets.derive(crypto, epochSecret), crypto.deriveSecret(epochSecret, "encryption"));
  }

  /// Encrypts the group info of a welcome.
  public Bytes sealGroupInfo(Secret welcomeSecret, GroupInfo info) {
    try (var key = welcomeKey(welcomeSecret);
        var nonce = welcomeNonce(welcomeSecret)) {
      return crypto.seal(key, nonce, Bytes.EMPTY, GroupInfo.CODEC.encode(info));
    }
  }

  /// Opens the group info of a welcome.
  ///
  /// @throws RefusedException if it does not open
  public GroupInfo openGroupInfo(Secret welcomeSecret, Bytes encrypted) {
    try (var key = welcomeKey(welcomeSecret);
        var nonce = welcomeNonce(welcomeSecret)) {
      return GroupInfo.CODEC.decode(crypto.open(key, nonce, Bytes.EMPTY, encrypted));
    }
  }

  private Secret welcomeKey(Secret welcomeSecret) {
    return crypto.expandWithLabel(welcomeSecret, "key", Bytes.EMPTY, crypto.suite().keySize());
  }

  private Secret welcomeNonce(Secret welcomeSecret) {
    return crypto.expandWithLabel(welcomeSecret, "nonce", Bytes.EMPTY, crypto.suite().nonceSize());
  }

  /// Refuses a length that no derivation gives (§8, RFC 5869 §2.3).
  static void requireLength(SuiteCrypto crypto, int length) {
    if (length < 0 || length > 0xffff || length > 255 * crypto.suite().hashSize()) {
      throw new RefusedException(ScheduleRule.LENGTH, length + " bytes");
    }
  }

  /// An epoch begins: its secrets, and beside them the one that a [SecretTree] takes up at once.
  ///
  /// @param secrets what lasts as long as the epoch
  /// @param encryptionSecret root of the secret tree
  public record EpochStart(EpochSecrets secrets, Secret encryptionSecret) implements AutoCloseable {
    @Override
    public void close() {
      secrets.close();
      encryptionSecret.close();
    }
  }
}
