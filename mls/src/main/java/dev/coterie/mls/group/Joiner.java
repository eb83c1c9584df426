package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.EncryptedGroupSecrets;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.GroupSecrets;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Welcome;
import dev.coterie.mls.policy.LinkRule;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.policy.WelcomeRule;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.schedule.PskSecret;
import dev.coterie.mls.schedule.TranscriptHash;
import dev.coterie.mls.tree.PrivateTree;
import dev.coterie.mls.tree.RatchetTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Joins a group by a welcome. RFC 9420 §12.4.3.1. Refusing one leaves nothing behind: the key
/// package is as good as before.
///
/// ```
///   welcome ─▶ our entry ─▶ group secrets ─▶ group info ─▶ tree ─▶ signer ─▶ whole tree ─▶ our leaf
///     ─▶ path secret ─▶ key schedule ─▶ confirmation tag ─▶ GroupState
/// ```
final class Joiner {
  private final Engine engine;
  private final SuiteCrypto crypto;
  private final JoinRequest request;
  private final KeyPackageBundle bundle;
  private final GroupSettings settings;
  private final Entrance entrance;

  Joiner(
      Engine engine, Identity identity, JoinRequest request, GroupSettings settings, Instant now) {
    this.engine = engine;
    this.crypto = engine.crypto();
    this.request = request;
    this.bundle = request.bundle();
    this.settings = settings;
    this.entrance = new Entrance(engine, identity, now);
    if (!bundle.keyPackage().leafNode().signatureKey().equals(identity.keys().publicKey())) {
      throw new IllegalArgumentException("a key package of another identity");
    }
  }

  /// A group that we entered.
  ///
  /// @param state ours in it
  /// @param signer who made the welcome
  record Outcome(GroupState state, LeafIndex signer) {}

  Outcome join() {
    if (!(MlsMessage.CODEC.decode(request.welcome()) instanceof Welcome welcome)) {
      throw new RefusedException(WelcomeRule.NOT_A_WELCOME, "another kind of message");
    }
    if (!welcome.cipherSuite().is(crypto.suite())
        || !bundle.keyPackage().cipherSuite().is(crypto.suite())) {
      throw new RefusedException(WelcomeRule.SUITE, "suites of welcome and package differ");
    }
    EncryptedGroupSecrets entry =
        welcome
            .secretsFor(bundle.keyPackage().ref(crypto))
            .orElseThrow(
                () -> new RefusedException(WelcomeRule.NOT_FOR_THIS_PACKAGE, "no such entry"));
    try (GroupSecrets secrets = open(entry, welcome);
        Secret psk = pskSecret(secrets.psks())) {
      GroupInfo info = groupInfo(welcome, secrets, psk);
      RatchetTree tree = entrance.tree(info, request.tree());
      LeafIndex self = self(tree, info);
      LinkCheck.linkAmong(secrets.psks())
          .ifPresent(
              link ->
                  LinkCheck.of(request.old().orElseThrow(), engine)
                      .require(link, info.groupContext(), tree));
      return new Outcome(enter(info, tree, self, secrets, psk), info.signer());
    }
  }

  private GroupSecrets open(EncryptedGroupSecrets entry, Welcome welcome) {
    try (Secret plaintext =
        crypto.decryptWithLabel(
            bundle.initKey(),
            "Welcome",
            welcome.encryptedGroupInfo(),
            entry.encryptedGroupSecrets())) {
      return GroupSecrets.decode(plaintext);
    } catch (RefusedException | MalformedException _) {
      throw new RefusedException(WelcomeRule.SECRETS_UNREADABLE, "the group secrets");
    }
  }

  /// Every key that the welcome names must be at hand, and all of them count in its order.
  private Secret pskSecret(List<PreSharedKeyId> psks) {
    long links = psks.stream().filter(id -> LinkCheck.linkAmong(List.of(id)).isPresent()).count();
    if (links > 1) {
      throw new RefusedException(WelcomeRule.TWO_LINKS, links + " links to other groups");
    }
    for (PreSharedKeyId id : psks) {
      PskSecret.requireNonce(crypto, id);
    }
    if (Set.copyOf(psks).size() != psks.size()) {
      throw new RefusedException(PskRule.TWICE, "one pre-shared key under one nonce");
    }
    if (links == 0 && request.old().isPresent()) {
      throw new RefusedException(LinkRule.NOT_LINKED, "no key of another group");
    }
    KeySource keys = keys(psks);
    int unknown = keys.missing(psks).size();
    if (unknown != 0) {
      throw new RefusedException(WelcomeRule.PSK_UNKNOWN, unknown + " pre-shared keys");
    }
    return keys.secret(crypto, psks);
  }

  /// Lent keys, and, for a link, those of the group that we come from.
  private KeySource keys(List<PreSharedKeyId> psks) {
    return LinkCheck.linkAmong(psks)
        .flatMap(link -> request.old().map(old -> old.state().resumptions(link.usage())))
        .<KeySource>map(own -> own.or(request.keys().unlinked()))
        .orElse(request.keys().unlinked());
  }

  private GroupInfo groupInfo(Welcome welcome, GroupSecrets secrets, Secret psk) {
    var schedule = new KeySchedule(crypto);
    GroupInfo info;
    try (Secret welcomeSecret = schedule.welcomeSecret(secrets.joinerSecret(), psk)) {
      info = schedule.openGroupInfo(welcomeSecret, welcome.encryptedGroupInfo());
    } catch (RefusedException | MalformedException _) {
      throw new RefusedException(WelcomeRule.GROUP_INFO_UNREADABLE, "the group info");
    }
    boolean renamed =
        request.old().filter(old -> old.id().equals(info.groupContext().groupId())).isPresent();
    entrance.requireContext(info.groupContext(), renamed);
    return info;
  }

  private LeafIndex self(RatchetTree tree, GroupInfo info) {
    LeafNode ours = bundle.keyPackage().leafNode();
    LeafIndex self =
        tree.memberWith(ours.signatureKey())
            .filter(leaf -> tree.leaf(leaf).equals(Optional.of(ours)))
            .orElseThrow(
                () -> new RefusedException(WelcomeRule.NOT_IN_TREE, "no leaf like our package's"));
    if (self.equals(info.signer())) {
      throw new RefusedException(WelcomeRule.SIGNER_IS_SELF, "leaf " + self);
    }
    return self;
  }

  private GroupState enter(
      GroupInfo info, RatchetTree tree, LeafIndex self, GroupSecrets secrets, Secret psk) {
    GroupContext context = info.groupContext();
    KeySchedule.EpochStart start =
        new KeySchedule(crypto).epoch(secrets.joinerSecret(), psk, context);
    Bytes transcript = context.confirmedTranscriptHash();
    if (!start.secrets().confirms(transcript, info.confirmationTag())) {
      start.close();
      throw new RefusedException(WelcomeRule.CONFIRMATION_TAG, "the signer's epoch differs");
    }
    var epoch =
        new EpochState(
            context,
            tree,
            Admissions.all(context.epoch()),
            self,
            keys(tree, self, info.signer(), secrets),
            start.secrets(),
            info.confirmationTag(),
            TranscriptHash.interim(crypto, transcript, info.confirmationTag()),
            Optional.empty());
    return GroupState.begin(crypto, epoch, start.encryptionSecret(), settings);
  }

  private PrivateTree keys(
      RatchetTree tree, LeafIndex self, LeafIndex signer, GroupSecrets secrets) {
    try {
      return PrivateTree.welcomed(
          tree,
          self,
          bundle.leafKey().copy(),
          signer,
          secrets.pathSecret().map(Secret::copy),
          crypto);
    } catch (RefusedException refused) {
      throw new RefusedException(WelcomeRule.PATH_SECRET, refused.detail());
    }
  }
}
