package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.ExternalCommitRule;
import dev.coterie.mls.policy.GroupInfoRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.schedule.TranscriptHash;
import dev.coterie.mls.tree.LeafValidator;
import dev.coterie.mls.tree.LifetimePolicy;
import dev.coterie.mls.tree.PathDraft;
import dev.coterie.mls.tree.RatchetTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Adds ourselves to a group by a commit. RFC 9420 §12.4.3.2.
///
/// ```
///   group info ─▶ tree, as by welcome ─▶ former leaf out ─▶ leftmost blank leaf ─▶ path
///     external_pub ─▶ init secret ──────────────────────────────────────────────────┴▶ next epoch
/// ```
final class ExternalJoiner {
  private final Engine engine;
  private final SuiteCrypto crypto;
  private final Identity identity;
  private final ExternalJoin request;
  private final GroupSettings settings;
  private final RandomSource random;
  private final Instant now;

  ExternalJoiner(
      Engine engine,
      Identity identity,
      ExternalJoin request,
      GroupSettings settings,
      RandomSource random,
      Instant now) {
    this.engine = engine;
    this.crypto = engine.crypto();
    this.identity = identity;
    this.request = request;
    this.settings = settings;
    this.random = random;
    this.now = now;
  }

  /// A group that we are about to enter.
  ///
  /// @param state ours in it
  /// @param commit an MLSMessage
  record Outcome(GroupState state, Bytes commit) {}

  Outcome join() {
    if (!(MlsMessage.CODEC.decode(request.groupInfo()) instanceof GroupInfo info)) {
      throw new RefusedException(GroupInfoRule.NOT_A_GROUP_INFO, "another kind of message");
    }
    boolean returning = !(request.former() instanceof ExternalJoin.Former.None);
    var entrance = new Entrance(engine, identity, now);
    entrance.requireContext(info.groupContext(), returning);
    RatchetTree tree = entrance.tree(info, request.tree());
    if (info.groupContext().epoch().isLast()) {
      throw new RefusedException(CommitRule.LAST_EPOCH, "no epoch follows");
    }
    HpkePublicKey external =
        Extensions.find(info.extensions(), Extension.ExternalPub.class)
            .map(Extension.ExternalPub::key)
            .orElseThrow(
                () ->
                    new RefusedException(GroupInfoRule.EXTERNAL_PUB_MISSING, "nobody may come in"));
    List<PreSharedKeyId> psks =
        request.psks().stream().map(name -> Proposer.name(name, crypto, random)).toList();
    if (!request.keys().missing(psks).isEmpty()) {
      throw new RefusedException(PskRule.UNKNOWN, "a pre-shared key that we do not have");
    }
    ExternalInits.Drawn init = ExternalInits.draw(crypto, external, random);
    try (Secret secret = init.secret()) {
      return enter(info, tree, new ExternalList(init.kemOutput(), former(tree), psks), secret);
    }
  }

  private Optional<LeafIndex> former(RatchetTree tree) {
    return switch (request.former()) {
      case ExternalJoin.Former.None() -> Optional.empty();
      case ExternalJoin.Former.Ours() ->
          Optional.of(
              tree.memberWith(identity.keys().publicKey())
                  .orElseThrow(() -> nobody("no leaf has our signature key")));
      case ExternalJoin.Former.At(var leaf) -> {
        if (tree.leaf(leaf).isEmpty()) {
          throw nobody("leaf " + leaf);
        }
        yield Optional.of(leaf);
      }
    };
  }

  private static RefusedException nobody(String why) {
    return new RefusedException(ExternalCommitRule.NO_FORMER_LEAF, why);
  }

  private Outcome enter(GroupInfo info, RatchetTree tree, ExternalList list, Secret init) {
    GroupContext before = info.groupContext();
    Optional<LeafIndex> former = list.former();
    Optional<LeafNode> left = former.flatMap(tree::leaf);
    RatchetTree.Seat seat = former.map(tree::remove).orElse(tree).seat();
    LeafIndex self = seat.leaf();
    try (PathDraft draft =
            PathDraft.make(
                seat.tree(),
                self,
                (key, parentHash) ->
                    OwnLeaf.inPath(crypto, identity, key, parentHash, before, self, random),
                crypto,
                random);
        Secret commitSecret = draft.commitSecret()) {
      RatchetTree finished = draft.tree();
      LeafValidator leaves =
          LeafValidator.of(
              crypto, before.groupId(), before.extensions(), LifetimePolicy.RECOMMENDED, now);
      leaves.inPath(finished.leaf(self).orElseThrow(), self, left);
      leaves.requireAgreement(finished);
      GroupContext provisional =
          CommitAssembly.provisional(before, finished.treeHash(crypto), before.extensions());
      AuthenticatedContent unsealed =
          sign(
              before,
              new Commit(
                  list.entries(),
                  Optional.of(
                      draft.encryptTo(provisional.encode(), Set.of(), random, engine.fanOut()))));
      Bytes interim =
          TranscriptHash.interim(crypto, before.confirmedTranscriptHash(), info.confirmationTag());
      try (Secret psk = request.keys().secret(crypto, list.psks());
          var reached =
              new Transition(crypto, interim)
                  .reach(unsealed, provisional, new Transition.Input(init, commitSecret, psk))) {
        Bytes tag = reached.tag();
        EpochState epoch =
            reached.epoch(
                Admissions.all(provisional.epoch()),
                finished,
                draft.privateTree(),
                tag,
                Optional.empty());
        var message =
            new PublicMessage(
                unsealed.content(),
                FramedContentAuthData.confirmed(unsealed.auth().signature(), tag),
                Optional.empty());
        return new Outcome(
            GroupState.begin(crypto, epoch, reached.start().encryptionSecret(), settings),
            MlsMessage.CODEC.encode(message));
      }
    }
  }

  /// Signed by the key in the path's leaf; without its tag.
  private AuthenticatedContent sign(GroupContext before, Commit commit) {
    var content =
        new FramedContent(
            before.groupId(),
            before.epoch(),
            new Sender.NewMemberCommit(),
            request.authenticatedData(),
            commit);
    Bytes signature =
        ContentSignature.sign(
            crypto, identity.keys().privateKey(), WireFormat.PUBLIC_MESSAGE, content, before);
    return new AuthenticatedContent(
        WireFormat.PUBLIC_MESSAGE,
        content,
        FramedContentAuthData.confirmed(signature, Bytes.EMPTY));
  }
}
