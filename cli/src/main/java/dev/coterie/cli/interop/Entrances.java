package dev.coterie.cli.interop;

import static dev.coterie.cli.interop.Words.bytes;
import static dev.coterie.cli.interop.Words.octets;

import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.interopproto.CreateExternalSignerRequest;
import dev.coterie.interopproto.CreateExternalSignerResponse;
import dev.coterie.interopproto.CreateGroupRequest;
import dev.coterie.interopproto.CreateGroupResponse;
import dev.coterie.interopproto.CreateKeyPackageRequest;
import dev.coterie.interopproto.CreateKeyPackageResponse;
import dev.coterie.interopproto.ExternalJoinRequest;
import dev.coterie.interopproto.ExternalJoinResponse;
import dev.coterie.interopproto.ExternalSignerProposalRequest;
import dev.coterie.interopproto.JoinGroupRequest;
import dev.coterie.interopproto.JoinGroupResponse;
import dev.coterie.interopproto.NewMemberAddProposalRequest;
import dev.coterie.interopproto.NewMemberAddProposalResponse;
import dev.coterie.interopproto.PreSharedKey;
import dev.coterie.interopproto.ProposalDescription;
import dev.coterie.interopproto.ProposalResponse;
import dev.coterie.mls.group.Entered;
import dev.coterie.mls.group.ExternalJoin;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Outsiders;
import dev.coterie.mls.group.PreSharedKeys;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ResumptionUsage;
import java.time.Instant;
import java.util.List;

/// Calls of those who are not in a group yet, or never will be.
final class Entrances {
  private final Shelf shelf;
  private final RandomSource random;

  Entrances(Shelf shelf, RandomSource random) {
    this.shelf = shelf;
    this.random = random;
  }

  CreateGroupResponse create(CreateGroupRequest said) {
    shelf.requireRoom();
    CipherSuite suite = Makings.suite(said.getCipherSuite());
    MlsGroup group =
        MlsGroup.create(
                Seat.engine(suite),
                Makings.identity(suite, bytes(said.getIdentity()), random),
                new GroupId(bytes(said.getGroupId())),
                List.of(),
                Seat.settings(said.getEncryptHandshake()),
                random,
                Instant.now())
            .group();
    int id = shelf.put(new Seat(group, PreSharedKeys.NONE, random));
    return CreateGroupResponse.newBuilder().setStateId(id).build();
  }

  CreateKeyPackageResponse keyPackage(CreateKeyPackageRequest said) {
    shelf.requireRoom();
    var invitation =
        Invitation.of(Makings.suite(said.getCipherSuite()), bytes(said.getIdentity()), random);
    return CreateKeyPackageResponse.newBuilder()
        .setTransactionId(shelf.put(invitation))
        .setKeyPackage(octets(invitation.message()))
        .setInitPriv(invitation.initPrivate())
        .setEncryptionPriv(invitation.encryptionPrivate())
        .setSignaturePriv(invitation.signaturePrivate())
        .build();
  }

  JoinGroupResponse join(JoinGroupRequest said) {
    var invitation = shelf.get(said.getTransactionId(), Invitation.class, "transaction");
    Identity identity = invitation.identity();
    if (!identity.credential().equals(new Credential.Basic(bytes(said.getIdentity())))) {
      throw new IllegalArgumentException("the transaction is of another identity");
    }
    MlsGroup group =
        MlsGroup.join(
                Seat.engine(identity.suite()),
                identity,
                invitation.request(bytes(said.getWelcome()), bytes(said.getRatchetTree())),
                Seat.settings(said.getEncryptHandshake()),
                Instant.now())
            .group();
    shelf.take(said.getTransactionId(), "transaction");
    invitation.used();
    var seat = new Seat(group, invitation.keys(), random);
    return JoinGroupResponse.newBuilder()
        .setStateId(shelf.put(seat))
        .setEpochAuthenticator(octets(seat.authenticator()))
        .build();
  }

  ExternalJoinResponse joinExternally(ExternalJoinRequest said) {
    shelf.requireRoom();
    Bytes groupInfo = bytes(said.getGroupInfo());
    Bytes tree = bytes(said.getRatchetTree());
    Bytes name = bytes(said.getIdentity());
    Sight sight = Sight.of(groupInfo, tree);
    ExternalJoin join = ExternalJoin.of(groupInfo);
    if (!tree.isEmpty()) {
      join = join.tree(tree);
    }
    if (said.getRemovePrior()) {
      join = join.resync(sight.leafOf(name));
    }
    PreSharedKeys keys = PreSharedKeys.NONE;
    for (PreSharedKey one : said.getPsksList()) {
      keys =
          keys.with(
              PreSharedKeys.external(
                  bytes(one.getPskId()), Secret.copyOf(bytes(one.getPskSecret()))));
      join = join.psk(Words.external(one.getPskId()));
    }
    Entered entered =
        MlsGroup.joinExternally(
            Seat.engine(sight.suite()),
            Makings.identity(sight.suite(), name, random),
            join.keys(keys),
            Seat.settings(said.getEncryptHandshake()),
            random,
            Instant.now());
    var seat = new Seat(entered.group(), keys, random);
    return ExternalJoinResponse.newBuilder()
        .setStateId(shelf.put(seat))
        .setCommit(octets(entered.commit()))
        .setEpochAuthenticator(octets(seat.authenticator()))
        .build();
  }

  NewMemberAddProposalResponse askToJoin(NewMemberAddProposalRequest said) {
    shelf.requireRoom();
    Sight sight = Sight.of(bytes(said.getGroupInfo()), Bytes.EMPTY);
    var invitation = Invitation.of(sight.suite(), bytes(said.getIdentity()), random);
    Bytes proposal =
        Outsiders.askToJoin(
            invitation.identity(),
            invitation.bundle().keyPackage(),
            sight.context().groupId(),
            sight.context().epoch());
    return NewMemberAddProposalResponse.newBuilder()
        .setTransactionId(shelf.put(invitation))
        .setProposal(octets(proposal))
        .setInitPriv(invitation.initPrivate())
        .setEncryptionPriv(invitation.encryptionPrivate())
        .setSignaturePriv(invitation.signaturePrivate())
        .build();
  }

  CreateExternalSignerResponse signer(CreateExternalSignerRequest said) {
    shelf.requireRoom();
    var signer = Signer.of(Makings.suite(said.getCipherSuite()), bytes(said.getIdentity()), random);
    return CreateExternalSignerResponse.newBuilder()
        .setSignerId(shelf.put(signer))
        .setExternalSender(octets(ExternalSender.CODEC.encode(signer.sender())))
        .build();
  }

  ProposalResponse proposeAsSigner(ExternalSignerProposalRequest said) {
    var signer = shelf.get(said.getSignerId(), Signer.class, "signer");
    Sight sight = Sight.of(bytes(said.getGroupInfo()), bytes(said.getRatchetTree()));
    Bytes proposal =
        Outsiders.propose(
            Seat.engine(sight.suite()).crypto(),
            place(signer, sight, said.getSignerIndex()),
            signer.identity().keys().privateKey(),
            sight.context().groupId(),
            sight.context().epoch(),
            proposal(sight, said.getDescription()));
    return ProposalResponse.newBuilder().setProposal(octets(proposal)).build();
  }

  /// Where a group lists a signer. The place that a runner says need not be right if it is the
  /// first, since 0 is also what it says when it says nothing.
  private static long place(Signer signer, Sight sight, int said) {
    List<ExternalSender> listed =
        Extensions.find(sight.context().extensions(), Extension.ExternalSenders.class)
            .map(Extension.ExternalSenders::senders)
            .orElse(List.of());
    int found = listed.indexOf(signer.sender());
    if (found < 0) {
      throw new IllegalStateException("the group does not list this signer");
    }
    if (said != 0 && said != found) {
      throw new IllegalArgumentException(
          "the group lists this signer at " + found + ", not at " + Integer.toUnsignedString(said));
    }
    return found;
  }

  private Proposal proposal(Sight sight, ProposalDescription said) {
    return switch (Words.type(said)) {
      case "add" -> new Proposal.Add(KeyPackages.read(bytes(said.getKeyPackage())));
      case "remove" -> new Proposal.Remove(sight.leafOf(bytes(said.getRemovedId())));
      case "externalPSK" -> named(sight, Words.external(said.getPskId()));
      case "resumptionPSK" ->
          named(
              sight,
              new PreSharedKeyId.Source.Resumption(
                  ResumptionUsage.APPLICATION,
                  sight.context().groupId(),
                  new Epoch(said.getEpochId())));
      case "groupContextExtensions" ->
          new Proposal.GroupContextExtensions(Words.extensions(said.getExtensionsList()));
      case "reinit" ->
          Words.reInit(said.getGroupId(), said.getCipherSuite(), said.getExtensionsList());
      default -> throw Words.unknown(said);
    };
  }

  private Proposal named(Sight sight, PreSharedKeyId.Source source) {
    return new Proposal.PreSharedKey(
        new PreSharedKeyId(source, random.bytes(sight.suite().hashSize())));
  }
}
