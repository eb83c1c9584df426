package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.EncryptedGroupSecrets;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.GroupSecrets;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.Welcome;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.tree.FanOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Makes the one welcome of a commit, for all whom it adds. RFC 9420 §12.4.3.1.
///
/// @param crypto of the group's suite
/// @param joinerSecret of the new epoch
/// @param pskSecret of the commit
/// @param psks what it is made of, in order
/// @param random for HPKE
record WelcomeMaker(
    SuiteCrypto crypto,
    Secret joinerSecret,
    Secret pskSecret,
    List<PreSharedKeyId> psks,
    RandomSource random) {
  private static final String LABEL = "Welcome";

  /// @param info the signed state of the new epoch
  /// @param added who comes in
  /// @param pathSecret what a new member learns of the committer's path; closed here
  /// @param fanOut carries out the encryptions
  Bytes make(
      GroupInfo info,
      List<Changes.Added> added,
      Function<LeafIndex, Optional<Secret>> pathSecret,
      FanOut fanOut) {
    var schedule = new KeySchedule(crypto);
    Bytes encryptedInfo;
    try (Secret welcomeSecret = schedule.welcomeSecret(joinerSecret, pskSecret)) {
      encryptedInfo = schedule.sealGroupInfo(welcomeSecret, info);
    }
    List<Supplier<EncryptedGroupSecrets>> tasks = new ArrayList<>(added.size());
    for (Changes.Added one : added) {
      tasks.add(() -> secretsFor(one.keyPackage(), pathSecret.apply(one.leaf()), encryptedInfo));
    }
    List<EncryptedGroupSecrets> secrets = fanOut.all(tasks);
    return MlsMessage.CODEC.encode(new Welcome(SuiteId.of(crypto.suite()), secrets, encryptedInfo));
  }

  private EncryptedGroupSecrets secretsFor(
      KeyPackage keyPackage, Optional<Secret> pathSecret, Bytes encryptedInfo) {
    try (var parts = new GroupSecrets(joinerSecret.copy(), pathSecret, psks);
        Secret plaintext = parts.encode()) {
      HpkeCiphertext ciphertext =
          crypto.encryptWithLabel(keyPackage.initKey(), LABEL, encryptedInfo, plaintext, random);
      return new EncryptedGroupSecrets(keyPackage.ref(crypto), ciphertext);
    }
  }
}
