package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.MlsMessage;
import java.util.ArrayList;
import java.util.List;

/// Signed words on the state of a group, for those who join. RFC 9420 §12.4.3.
final class GroupInfos {
  private GroupInfos() {}

  /// For the inside of a welcome.
  static GroupInfo forWelcome(
      SuiteCrypto crypto,
      Identity signer,
      EpochState epoch,
      TreePlacement placement,
      RandomSource random) {
    return sign(crypto, signer, epoch, extensions(signer, epoch, placement, random));
  }

  /// For publishing: with the key by which outsiders can reach the epoch.
  static Bytes message(
      SuiteCrypto crypto,
      Identity signer,
      EpochState epoch,
      TreePlacement placement,
      RandomSource random) {
    List<Extension> extensions = extensions(signer, epoch, placement, random);
    try (HpkeKeyPair external = epoch.secrets().externalKeyPair()) {
      extensions.add(new Extension.ExternalPub(external.publicKey()));
    }
    return MlsMessage.CODEC.encode(sign(crypto, signer, epoch, extensions));
  }

  private static List<Extension> extensions(
      Identity signer, EpochState epoch, TreePlacement placement, RandomSource random) {
    List<Extension> extensions = new ArrayList<>(Grease.extensions(signer, random));
    if (placement == TreePlacement.INSIDE) {
      extensions.add(new Extension.RatchetTree(epoch.tree().toExtension()));
    }
    return extensions;
  }

  private static GroupInfo sign(
      SuiteCrypto crypto, Identity signer, EpochState epoch, List<Extension> extensions) {
    return GroupInfo.sign(
        crypto,
        signer.keys().privateKey(),
        epoch.context(),
        extensions,
        epoch.confirmationTag(),
        epoch.self());
  }
}
