package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.policy.ExtensionRule;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.policy.LinkRule;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.schedule.TranscriptHash;
import dev.coterie.mls.tree.PrivateTree;
import dev.coterie.mls.tree.RatchetTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes groups of one. RFC 9420 §11.
final class Founder {
  private static final LeafIndex FIRST = new LeafIndex(0);

  private Founder() {}

  static GroupState found(
      Engine engine,
      Identity identity,
      GroupId id,
      List<Extension> extensions,
      GroupSettings settings,
      RandomSource random,
      Instant now) {
    SuiteCrypto crypto = engine.crypto();
    HpkeKeyPair key = crypto.generateKeyPair(random);
    LeafNode leaf =
        OwnLeaf.draft(
                identity,
                key.publicKey(),
                new LeafNodeSource.KeyPackage(KeyPackages.lifetime(now, settings.ownLifetime())),
                random)
            .sign(crypto, identity.keys().privateKey());
    requireSupport(leaf, extensions);
    RatchetTree tree = engine.metered(RatchetTree.of(crypto.suite(), leaf));
    GroupContext context =
        new GroupContext(
            ProtocolVersion.MLS10,
            SuiteId.of(crypto.suite()),
            id,
            Epoch.ZERO,
            tree.treeHash(crypto),
            Bytes.EMPTY,
            extensions);
    try (Secret epochSecret = random.secret(crypto.suite().hashSize())) {
      KeySchedule.EpochStart start = new KeySchedule(crypto).start(epochSecret);
      Bytes tag = start.secrets().confirmationTag(Bytes.EMPTY);
      EpochState epoch =
          new EpochState(
              context,
              tree,
              Admissions.all(Epoch.ZERO),
              FIRST,
              PrivateTree.of(FIRST, key.privateKey()),
              start.secrets(),
              tag,
              TranscriptHash.interim(crypto, Bytes.EMPTY, tag),
              Optional.empty());
      return GroupState.begin(crypto, epoch, start.encryptionSecret(), settings);
    }
  }

  /// What a group context of ours may hold: extensions that belong there, no GREASE, nothing that
  /// we do not support ourselves.
  private static void requireSupport(LeafNode founder, List<Extension> extensions) {
    ProposalList.requireFit(extensions);
    requireNoGrease(extensions);
    for (Extension extension : extensions) {
      boolean supported =
          switch (extension) {
            case Extension.RequiredCapabilities(var types, var proposals, var credentials) ->
                types.stream().allMatch(founder.capabilities()::supportsExtension)
                    && proposals.stream().allMatch(founder.capabilities()::supportsProposal)
                    && credentials.stream().allMatch(founder.capabilities()::supportsCredential);
            default -> founder.capabilities().supportsExtension(extension.type());
          };
      if (!supported) {
        throw new RefusedException(
            GroupInfoRule.CREATOR_LACKS_SUPPORT,
            "extension type " + extension.type() + " demands more than we support");
      }
    }
  }

  /// What we announce as the group to go on as.
  static void requireFit(Engine engine, Proposal.ReInit next, GroupContext context) {
    ProposalList.requireFit(next.extensions());
    requireNoGrease(next.extensions());
    if (!engine.reInitInPlace() && next.groupId().equals(context.groupId())) {
      throw new RefusedException(LinkRule.REINIT_GROUP_ID, "group " + next.groupId());
    }
  }

  static void requireNoGrease(List<Extension> extensions) {
    for (Extension extension : extensions) {
      if (Grease.is(extension.type())) {
        throw new RefusedException(
            ExtensionRule.GREASE_IN_CONTEXT, "extension type " + extension.type());
      }
    }
  }
}
