package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.Entered;
import dev.coterie.mls.group.ExternalJoin;
import dev.coterie.mls.group.GreasePolicy;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.HandshakeWire;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.JoinRequest;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.OutsiderPolicy;
import dev.coterie.mls.group.PreSharedKeys;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.group.TreePlacement;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.vectors.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A group on this engine whose every step is written down for somebody who listens: it was given a
/// welcome, and hears proposals and commits from then on.
final class SampleGroup {
  /// Ten years, so that vectors are good for clocks of today.
  static final Lifetime LIFETIME = new Lifetime(1_767_225_600L, 1_767_225_600L + 3_650L * 86_400);

  private static final Instant NOW = Instant.ofEpochSecond(LIFETIME.notBefore() + 86_400);
  private static final GroupSettings SETTINGS =
      GroupSettings.recommended()
          .handshakes(HandshakeWire.PUBLIC)
          .lifetimes(Duration.ofDays(3_650), Duration.ofDays(3_649));

  private final SuiteCrypto crypto;
  private final RandomSource random;
  private final List<MlsGroup> members = new ArrayList<>();
  private final List<Bytes> proposed = new ArrayList<>();
  private final List<Json> epochs = new ArrayList<>();
  private final PreSharedKeys keys;
  private int drawn;

  /// A group of one.
  ///
  /// @param keys external pre-shared keys that everybody has
  SampleGroup(SuiteCrypto crypto, RandomSource random, PreSharedKeys keys) {
    this.crypto = crypto;
    this.random = random;
    this.keys = keys;
    members.add(
        MlsGroup.create(
                engine(),
                newcomer(),
                new GroupId(random.bytes(16)),
                List.of(),
                SETTINGS,
                random,
                NOW)
            .group());
  }

  private Engine engine() {
    return Engine.of(crypto).outsiders(OutsiderPolicy.open());
  }

  /// An identity with a name of its own. Nothing without meaning is in what it makes, so that
  /// implementations that stumble over it can read these vectors.
  Identity newcomer() {
    return new Identity(
            crypto.suite(),
            new Credential.Basic(Bytes.ofUtf8("member " + drawn++)),
            crypto.generateSignatureKeyPair(random))
        .grease(GreasePolicy.LISTS_ONLY);
  }

  KeyPackageBundle bundle(Identity identity) {
    return KeyPackages.create(identity, LIFETIME, random);
  }

  /// A key package of somebody of whom nothing more is heard.
  KeyPackage stranger() {
    return bundle(newcomer()).keyPackage();
  }

  /// The members that act, in the order in which they came.
  List<MlsGroup> members() {
    return members;
  }

  MlsGroup member(int index) {
    return members.get(index);
  }

  /// What was written down since the listener came.
  List<Json> epochs() {
    return epochs;
  }

  /// Begins to write down: what was before is not for the listener.
  void listen() {
    epochs.clear();
    proposed.clear();
  }

  /// Sends a proposal of a member to all others.
  Bytes propose(int by, Proposal proposal) {
    return proposed(by, member(by).propose(proposal, random, NOW).message());
  }

  Bytes proposeUpdate(int by) {
    return proposed(by, member(by).proposeUpdate(random).message());
  }

  Bytes proposePsk(int by, PreSharedKeyId.Source name) {
    return proposed(by, member(by).proposePsk(name, random, NOW).message());
  }

  private Bytes proposed(int by, Bytes message) {
    for (MlsGroup other : members) {
      if (other != member(by)) {
        other.receive(message, NOW);
      }
    }
    proposed.add(message);
    return message;
  }

  /// Commits and delivers; whoever is removed is gone.
  StagedCommit commit(int by, CommitRequest request) {
    MlsGroup committer = member(by);
    StagedCommit staged = committer.stage(request.keys(keys), random, NOW);
    for (MlsGroup other : List.copyOf(members)) {
      if (other != committer) {
        follow(other, staged.commitMessage());
      }
    }
    committer.merge(staged);
    record(staged.commitMessage(), committer);
    return staged;
  }

  private void follow(MlsGroup other, Bytes commit) {
    if (!(other.receive(commit, keys, NOW) instanceof Incoming.CommitStaged received)) {
      throw new IllegalStateException("a commit of ours is not taken");
    }
    other.merge(received.commit());
    if (received.commit().selfRemoved()) {
      members.remove(other);
    }
  }

  private void record(Bytes commit, MlsGroup witness) {
    epochs.add(
        Json.object()
            .with("proposals", proposed.stream().map(Json::of).toList())
            .with("commit", commit)
            .with("epoch_authenticator", witness.epochAuthenticator())
            .build());
    proposed.clear();
  }

  /// Somebody more who acts.
  void grow() {
    Identity identity = newcomer();
    KeyPackageBundle bundle = bundle(identity);
    StagedCommit staged = commit(0, CommitRequest.empty().add(bundle.keyPackage()));
    var request = JoinRequest.of(bundle, staged.welcome().orElseThrow()).keys(keys);
    members.add(MlsGroup.join(engine(), identity, request, SETTINGS, NOW).group());
  }

  /// Somebody comes in from outside, in place of a member if one is named.
  void enter(Optional<MlsGroup> lost) {
    Bytes info = member(0).groupInfo(TreePlacement.INSIDE, random);
    ExternalJoin join = ExternalJoin.of(info).keys(keys);
    Identity identity = lost.map(MlsGroup::identity).orElseGet(this::newcomer);
    lost.ifPresent(members::remove);
    Entered entered =
        MlsGroup.joinExternally(
            engine(), identity, lost.isPresent() ? join.resync() : join, SETTINGS, random, NOW);
    for (MlsGroup other : List.copyOf(members)) {
      follow(other, entered.commit());
    }
    members.add(entered.group());
    record(entered.commit(), entered.group());
  }
}
