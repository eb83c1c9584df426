package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Entered;
import dev.coterie.mls.group.ExternalJoin;
import dev.coterie.mls.group.HandshakeWire;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.JoinRequest;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.PreSharedKeys;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.group.TreePlacement;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.Welcome;
import dev.coterie.vectors.Json;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One named client: a basic credential, a signature key per suite, unused key packages, at most
/// one group. Nothing is stored: what the group wants to be durable is dropped.
final class PeerClient {
  private final RandomSource random = RandomSource.system();
  private final String name;
  private final Map<CipherSuite, Identity> identities = new EnumMap<>(CipherSuite.class);
  private final Map<Bytes, KeyPackageBundle> bundles = new LinkedHashMap<>();
  private PreSharedKeys keys = PreSharedKeys.NONE;
  private Optional<MlsGroup> group = Optional.empty();
  private boolean inPublic;

  PeerClient(String name) {
    this.name = name;
  }

  Bytes keyPackage(CipherSuite suite) {
    KeyPackageBundle bundle = Makings.bundle(identity(suite), random);
    bundles.put(bundle.reference(), bundle);
    return KeyPackages.message(bundle.keyPackage());
  }

  long create(CipherSuite suite, Bytes id, boolean alwaysPublic) {
    enter(
        MlsGroup.create(
                Makings.engine(suite),
                identity(suite),
                new GroupId(id),
                List.of(),
                Makings.settings(),
                random,
                Instant.now())
            .group(),
        alwaysPublic);
    return epoch();
  }

  long join(Bytes welcome, Optional<Bytes> tree) {
    KeyPackageBundle bundle = invited(welcome);
    var request = JoinRequest.of(bundle, welcome).keys(keys);
    MlsGroup joined =
        MlsGroup.join(
                Makings.engine(bundle.suite()),
                identity(bundle.suite()),
                tree.map(request::tree).orElse(request),
                Makings.settings(),
                Instant.now())
            .group();
    bundles.remove(bundle.reference());
    bundle.close();
    enter(joined, false);
    return epoch();
  }

  /// Enters a group from outside; the commit is taken as accepted at once.
  Bytes enterBy(CipherSuite suite, Bytes groupInfo) {
    Entered entered =
        MlsGroup.joinExternally(
            Makings.engine(suite),
            identity(suite),
            ExternalJoin.of(groupInfo).keys(keys),
            Makings.settings(),
            random,
            Instant.now());
    enter(entered.group(), false);
    return entered.commit();
  }

  private KeyPackageBundle invited(Bytes welcome) {
    if (!(MlsMessage.CODEC.decode(welcome) instanceof Welcome letter)) {
      throw new IllegalArgumentException("not a welcome");
    }
    return letter.secrets().stream()
        .map(secrets -> Optional.ofNullable(bundles.get(secrets.newMember())))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the welcome is for no unused key package of \"" + name + "\""));
  }

  /// Makes a commit and keeps it as the pending one.
  StagedCommit commit(CommitRequest request, boolean publicOnce) {
    StagedCommit staged =
        sending(publicOnce, group -> group.stage(request.keys(keys), random, Instant.now()));
    group().keep(staged);
    return staged;
  }

  long merge() {
    group()
        .merge(
            group().pending().orElseThrow(() -> new IllegalStateException("no commit is pending")));
    return epoch();
  }

  void clearPending() {
    group().forget();
  }

  Bytes propose(Proposal proposal, boolean publicOnce) {
    return sending(publicOnce, group -> group.propose(proposal, random, Instant.now()).message());
  }

  Bytes proposeUpdate(boolean publicOnce) {
    return sending(publicOnce, group -> group.proposeUpdate(random).message());
  }

  /// Registers a pre-shared key from outside of MLS.
  void key(Bytes id, Bytes key) {
    keys = keys.with(PreSharedKeys.external(id, Secret.copyOf(key)));
  }

  Bytes proposeKey(Bytes id, boolean publicOnce) {
    var name = new PreSharedKeyId.Source.External(id);
    return sending(publicOnce, group -> group.proposePsk(name, random, Instant.now()).message());
  }

  Bytes encrypt(Bytes data, Bytes authenticatedData) {
    return group().seal(authenticatedData, data, random).message();
  }

  /// Takes a message of the group; a commit is applied at once.
  void process(Bytes message, Json.Builder reply) {
    switch (group().receive(message, keys, Instant.now())) {
      case Incoming.Application said ->
          reply
              .with("kind", new Json.Text("application"))
              .with("data", said.plaintext())
              .with("sender", new Json.Text(nameOf(said.sender())))
              .with("aad", said.authenticatedData());
      case Incoming.ProposalHeld _, Incoming.OutsiderProposalHeld _ ->
          reply.with("kind", new Json.Text("proposal"));
      case Incoming.CommitStaged(var commit, _) -> applied(commit, reply);
      case Incoming.CommitHeld(_, var missing, var lacking, _) ->
          throw new IllegalArgumentException(
              "the commit names "
                  + missing.size()
                  + " proposals that have not arrived and "
                  + lacking.size()
                  + " pre-shared keys that are not here");
      case Incoming.MessageEarly early ->
          throw new IllegalArgumentException("a message of epoch " + early.epoch() + ", too early");
      case Incoming.OwnMessage own -> {
        if (own.commit().isPresent()) {
          applied(own.commit().get(), reply);
        } else if (own.kind() == ContentType.PROPOSAL) {
          reply.with("kind", new Json.Text("proposal"));
        } else {
          throw new IllegalArgumentException("a message of our own came back");
        }
      }
    }
  }

  private void applied(StagedCommit commit, Json.Builder reply) {
    group().merge(commit);
    reply.with("kind", new Json.Text("commit")).with("epoch", commit.epochBefore().next().value());
    if (commit.selfRemoved()) {
      reply.with("removed", new Json.Bool(true));
    }
  }

  Bytes export(String label, Bytes context, int length) {
    try (Secret secret = group().export(label, context, length)) {
      return secret.export(KeyExport.dangerously());
    }
  }

  Bytes groupInfo() {
    return group().groupInfo(TreePlacement.INSIDE, random);
  }

  void members(Json.Builder reply) {
    reply
        .with("identities", group().members().map(member -> new Json.Text(nameOf(member))).toList())
        .with("epoch", epoch());
  }

  /// The leaf of a member by its name.
  LeafIndex leafOf(String identity) {
    return Makings.leafOf(group(), Bytes.ofUtf8(identity), identity);
  }

  MlsGroup group() {
    return group.orElseThrow(
        () -> new IllegalStateException("\"" + name + "\" is in no group: create or join first"));
  }

  long epoch() {
    return group().epoch().value();
  }

  private void enter(MlsGroup entered, boolean alwaysPublic) {
    group.ifPresent(MlsGroup::close);
    group = Optional.of(entered);
    inPublic = alwaysPublic;
  }

  private Identity identity(CipherSuite suite) {
    return identities.computeIfAbsent(
        suite, wanted -> Makings.identity(wanted, Bytes.ofUtf8(name), random));
  }

  /// Sends a handshake in the envelope that is asked for; what is let in stays the same.
  private <T> T sending(boolean publicOnce, Function<MlsGroup, T> step) {
    if (!publicOnce && !inPublic) {
      return step.apply(group());
    }
    group().settings(Makings.settings().handshakes(HandshakeWire.PUBLIC));
    try {
      return step.apply(group());
    } finally {
      group().settings(Makings.settings());
    }
  }

  private static String nameOf(Member member) {
    return member.credential() instanceof Credential.Basic(var identity) ? identity.utf8() : "";
  }
}
