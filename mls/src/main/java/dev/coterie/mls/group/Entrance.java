package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.credential.CredentialValidator.Occasion;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.policy.WelcomeRule;
import dev.coterie.mls.tree.JoinCheck;
import dev.coterie.mls.tree.LeafValidator;
import dev.coterie.mls.tree.LifetimePolicy;
import dev.coterie.mls.tree.RatchetTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What everybody checks who comes into a group, by whatever door: the group info and the tree. RFC
/// 9420 §12.4.3.
///
/// @param engine ours
/// @param identity who comes in
/// @param now the time
record Entrance(Engine engine, Identity identity, Instant now) {
  private SuiteCrypto crypto() {
    return engine.crypto();
  }

  /// Version, suite, and that we are not in the group already.
  ///
  /// @param returning whether we come back to it
  void requireContext(GroupContext context, boolean returning) {
    if (!context.version().equals(ProtocolVersion.MLS10)) {
      throw new RefusedException(GroupInfoRule.VERSION, "version " + context.version().code());
    }
    if (!context.cipherSuite().is(crypto().suite())) {
      throw new RefusedException(GroupInfoRule.SUITE, "suite " + context.cipherSuite().code());
    }
    if (!returning && engine.occupied().test(context.groupId())) {
      throw new RefusedException(WelcomeRule.GROUP_KNOWN, "group " + context.groupId());
    }
  }

  /// The tree, judged whole, as the group info's signer stands for it.
  ///
  /// @param beside used if there is none inside
  RatchetTree tree(GroupInfo info, Optional<Bytes> beside) {
    GroupContext context = info.groupContext();
    Bytes encoded =
        Extensions.find(info.extensions(), Extension.RatchetTree.class)
            .map(Extension.RatchetTree::tree)
            .or(() -> beside)
            .orElseThrow(
                () -> new RefusedException(WelcomeRule.TREE_MISSING, "neither in nor beside"));
    RatchetTree tree = engine.metered(RatchetTree.fromExtension(crypto().suite(), encoded));
    JoinCheck.treeHash(tree, context.treeHash(), crypto());
    requireSigner(info, tree);
    ProposalList.requireFit(context.extensions());
    requireSupport(context.extensions());
    LeafValidator leaves =
        LeafValidator.of(
            crypto(), context.groupId(), context.extensions(), LifetimePolicy.RECOMMENDED, now);
    JoinCheck.all(tree, context.treeHash(), leaves, crypto(), engine.fanOut());
    var credentials = new CredentialCheck(engine.credentials());
    tree.members().forEach(member -> credentials.fresh(member.leaf(), Occasion.JOIN));
    credentials.senders(List.of(), context.extensions());
    return tree;
  }

  private void requireSigner(GroupInfo info, RatchetTree tree) {
    LeafNode signer =
        tree.leaf(info.signer())
            .orElseThrow(
                () -> new RefusedException(GroupInfoRule.SIGNER_UNKNOWN, "leaf " + info.signer()));
    if (!info.verify(crypto(), signer.signatureKey())) {
      throw new RefusedException(GroupInfoRule.SIGNATURE, "leaf " + info.signer());
    }
  }

  /// Compared with what we really support, not with the GREASE in our leaf.
  private void requireSupport(List<Extension> context) {
    for (Extension extension : context) {
      requireSupported(extension.type());
      if (extension instanceof Extension.RequiredCapabilities(var types, _, _)) {
        types.forEach(this::requireSupported);
      }
    }
  }

  private void requireSupported(int type) {
    if (!Extension.isDefault(type) && !identity.extensionTypes().contains(type)) {
      throw new RefusedException(WelcomeRule.EXTENSION_UNSUPPORTED, "extension type " + type);
    }
  }
}
