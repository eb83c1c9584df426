package dev.coterie.cli.interop;

import static dev.coterie.cli.interop.Words.bytes;
import static dev.coterie.cli.interop.Words.octets;

import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.interopproto.CreateBranchRequest;
import dev.coterie.interopproto.CreateSubgroupResponse;
import dev.coterie.interopproto.HandleBranchRequest;
import dev.coterie.interopproto.HandleBranchResponse;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.HandlePendingCommitRequest;
import dev.coterie.interopproto.HandleReInitCommitResponse;
import dev.coterie.interopproto.HandleReInitWelcomeRequest;
import dev.coterie.interopproto.JoinGroupResponse;
import dev.coterie.interopproto.ProposalResponse;
import dev.coterie.interopproto.ReInitProposalRequest;
import dev.coterie.interopproto.ReInitWelcomeRequest;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Succession;
import dev.coterie.mls.group.Successor;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import java.time.Instant;

/// Calls that lead from one group to another. The engine's links between groups always have a path,
/// so `force_path` changes nothing here.
final class Successions {
  private final Shelf shelf;
  private final RandomSource random;

  Successions(Shelf shelf, RandomSource random) {
    this.shelf = shelf;
    this.random = random;
  }

  ProposalResponse proposeReInit(ReInitProposalRequest said) {
    return Membership.proposed(
        shelf
            .seat(said.getStateId())
            .propose(
                Words.reInit(said.getGroupId(), said.getCipherSuite(), said.getExtensionsList())));
  }

  HandleReInitCommitResponse handlePending(HandlePendingCommitRequest said) {
    shelf.requireRoom();
    Seat seat = shelf.seat(said.getStateId());
    seat.mergePending(CommitKind.RE_INIT);
    return ended(seat);
  }

  HandleReInitCommitResponse handle(HandleCommitRequest said) {
    shelf.requireRoom();
    Seat seat = shelf.seat(said.getStateId());
    seat.handle(bytes(said.getProposalList()), bytes(said.getCommit()), CommitKind.RE_INIT);
    return ended(seat);
  }

  private HandleReInitCommitResponse ended(Seat seat) {
    CipherSuite next = Makings.suite(seat.group().reInit().orElseThrow().cipherSuite().code());
    var renewal = new Renewal(seat, Invitation.of(next, name(seat), random));
    return HandleReInitCommitResponse.newBuilder()
        .setReinitId(shelf.put(renewal))
        .setKeyPackage(octets(renewal.invitation().message()))
        .setEpochAuthenticator(octets(seat.authenticator()))
        .build();
  }

  /// Founds the next group. The old one is over, and its number goes with it.
  CreateSubgroupResponse welcome(ReInitWelcomeRequest said) {
    var renewal = shelf.get(said.getReinitId(), Renewal.class, "reinit");
    Successor made =
        succession(renewal.old(), renewal.invitation().identity(), said.getExternalTree())
            .reinitialise(Words.keyPackages(said.getKeyPackageList()), random, Instant.now());
    return founded(made, leave(said.getReinitId(), renewal, made.group()));
  }

  JoinGroupResponse handleWelcome(HandleReInitWelcomeRequest said) {
    var renewal = shelf.get(said.getReinitId(), Renewal.class, "reinit");
    MlsGroup next =
        succession(renewal.old(), renewal.invitation().identity(), false)
            .join(
                renewal
                    .invitation()
                    .request(bytes(said.getWelcome()), bytes(said.getRatchetTree())),
                Instant.now())
            .group();
    Seat seat = leave(said.getReinitId(), renewal, next);
    return JoinGroupResponse.newBuilder()
        .setStateId(shelf.put(seat))
        .setEpochAuthenticator(octets(seat.authenticator()))
        .build();
  }

  private Seat leave(int id, Renewal renewal, MlsGroup next) {
    shelf.take(id, "reinit");
    renewal.invitation().used();
    var seat = new Seat(next, renewal.old().keys(), random);
    shelf.drop(renewal.old());
    return seat;
  }

  CreateSubgroupResponse branch(CreateBranchRequest said) {
    shelf.requireRoom();
    Seat seat = shelf.seat(said.getStateId());
    Identity identity = Makings.identity(seat.group().suite(), name(seat), random);
    Successor made =
        succession(seat, identity, said.getExternalTree())
            .branch(
                new GroupId(bytes(said.getGroupId())),
                Words.extensions(said.getExtensionsList()),
                Words.keyPackages(said.getKeyPackagesList()),
                random,
                Instant.now());
    return founded(made, new Seat(made.group(), seat.keys(), random));
  }

  HandleBranchResponse handleBranch(HandleBranchRequest said) {
    Seat old = shelf.seat(said.getStateId());
    var invitation = shelf.get(said.getTransactionId(), Invitation.class, "transaction");
    MlsGroup group =
        succession(old, invitation.identity(), false)
            .join(
                invitation.request(bytes(said.getWelcome()), bytes(said.getRatchetTree())),
                Instant.now())
            .group();
    shelf.take(said.getTransactionId(), "transaction");
    invitation.used();
    var seat = new Seat(group, old.keys().with(invitation.keys()), random);
    return HandleBranchResponse.newBuilder()
        .setStateId(shelf.put(seat))
        .setEpochAuthenticator(octets(seat.authenticator()))
        .build();
  }

  private static Succession succession(Seat old, Identity identity, boolean besides) {
    return new Succession(
        old.group(),
        Seat.engine(identity.suite()),
        identity,
        old.group().settings(),
        Words.placement(besides));
  }

  private CreateSubgroupResponse founded(Successor made, Seat seat) {
    var reply =
        CreateSubgroupResponse.newBuilder()
            .setStateId(shelf.put(seat))
            .setEpochAuthenticator(octets(seat.authenticator()));
    made.welcome().ifPresent(welcome -> reply.setWelcome(octets(welcome)));
    made.ratchetTree().ifPresent(tree -> reply.setRatchetTree(octets(tree)));
    return reply.build();
  }

  private static Bytes name(Seat seat) {
    return seat.group().identity().credential() instanceof Credential.Basic(var name)
        ? name
        : Bytes.EMPTY;
  }
}
