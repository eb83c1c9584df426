package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.EncryptedGroupSecrets;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.GroupSecrets;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.Welcome;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.schedule.PskSecret;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A welcome that alice made for bob, opened with bob's keys and put together again with parts of
/// our choice: what a malicious committer can send.
final class WelcomeForge {
  private final World world;
  private final KeyPackageBundle bundle;
  final Welcome real;
  final GroupSecrets secrets;
  final GroupInfo info;

  WelcomeForge(World world, KeyPackageBundle bundle, Bytes welcome) {
    this.world = world;
    this.bundle = bundle;
    this.real = (Welcome) MlsMessage.CODEC.decode(welcome);
    try (Secret plaintext =
        world.crypto.decryptWithLabel(
            bundle.initKey(),
            "Welcome",
            real.encryptedGroupInfo(),
            real.secretsFor(bundle.keyPackage().ref(world.crypto))
                .orElseThrow()
                .encryptedGroupSecrets())) {
      this.secrets = GroupSecrets.decode(plaintext);
    }
    try (Secret key = welcomeSecret()) {
      this.info = new KeySchedule(world.crypto).openGroupInfo(key, real.encryptedGroupInfo());
    }
  }

  private Secret welcomeSecret() {
    try (Secret psk = PskSecret.none(world.crypto)) {
      return new KeySchedule(world.crypto).welcomeSecret(secrets.joinerSecret(), psk);
    }
  }

  /// With another group info.
  Bytes with(GroupInfo other) {
    try (Secret key = welcomeSecret()) {
      return around(secrets, new KeySchedule(world.crypto).sealGroupInfo(key, other));
    }
  }

  /// With another path secret and other pre-shared keys.
  Bytes with(Optional<Secret> pathSecret, List<PreSharedKeyId> psks) {
    return around(
        new GroupSecrets(secrets.joinerSecret(), pathSecret, psks), real.encryptedGroupInfo());
  }

  /// With bytes instead of an encrypted group info.
  Bytes withInfo(Bytes encrypted) {
    return around(secrets, encrypted);
  }

  /// Under the name of another suite.
  Bytes withSuite(int code) {
    return MlsMessage.CODEC.encode(
        new Welcome(new SuiteId(code), real.secrets(), real.encryptedGroupInfo()));
  }

  /// With a flipped bit in our entry.
  Bytes withSpoiledSecrets() {
    EncryptedGroupSecrets entry = real.secrets().getFirst();
    HpkeCiphertext good = entry.encryptedGroupSecrets();
    byte[] spoiled = good.ciphertext().toArray();
    spoiled[0] ^= 1;
    return MlsMessage.CODEC.encode(
        new Welcome(
            real.cipherSuite(),
            List.of(
                new EncryptedGroupSecrets(
                    entry.newMember(), new HpkeCiphertext(good.kemOutput(), Bytes.wrap(spoiled)))),
            real.encryptedGroupInfo()));
  }

  private Bytes around(GroupSecrets parts, Bytes encryptedInfo) {
    try (Secret plaintext = parts.encode()) {
      return MlsMessage.CODEC.encode(
          new Welcome(
              real.cipherSuite(),
              List.of(
                  new EncryptedGroupSecrets(
                      bundle.keyPackage().ref(world.crypto),
                      world.crypto.encryptWithLabel(
                          bundle.keyPackage().initKey(),
                          "Welcome",
                          encryptedInfo,
                          plaintext,
                          world.random))),
              encryptedInfo));
    }
  }

  /// The group info signed anew by somebody.
  GroupInfo signed(
      World.Client signer,
      LeafIndex leaf,
      UnaryOperator<GroupContext> context,
      UnaryOperator<List<Extension>> extensions,
      Bytes tag) {
    return GroupInfo.sign(
        world.crypto,
        signer.identity.keys().privateKey(),
        context.apply(info.groupContext()),
        extensions.apply(info.extensions()),
        tag,
        leaf);
  }
}
