package dev.coterie.cli.interop;

import static dev.coterie.cli.interop.Words.bytes;
import static dev.coterie.cli.interop.Words.octets;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.interopproto.AddExternalSignerRequest;
import dev.coterie.interopproto.AddProposalRequest;
import dev.coterie.interopproto.CommitRequest;
import dev.coterie.interopproto.CommitResponse;
import dev.coterie.interopproto.ExportRequest;
import dev.coterie.interopproto.ExportResponse;
import dev.coterie.interopproto.ExternalPSKProposalRequest;
import dev.coterie.interopproto.FreeRequest;
import dev.coterie.interopproto.FreeResponse;
import dev.coterie.interopproto.GroupContextExtensionsProposalRequest;
import dev.coterie.interopproto.GroupInfoRequest;
import dev.coterie.interopproto.GroupInfoResponse;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.HandleCommitResponse;
import dev.coterie.interopproto.HandlePendingCommitRequest;
import dev.coterie.interopproto.ProposalResponse;
import dev.coterie.interopproto.ProtectRequest;
import dev.coterie.interopproto.ProtectResponse;
import dev.coterie.interopproto.RemoveProposalRequest;
import dev.coterie.interopproto.ResumptionPSKProposalRequest;
import dev.coterie.interopproto.StateAuthRequest;
import dev.coterie.interopproto.StateAuthResponse;
import dev.coterie.interopproto.StorePSKRequest;
import dev.coterie.interopproto.StorePSKResponse;
import dev.coterie.interopproto.UnprotectRequest;
import dev.coterie.interopproto.UnprotectResponse;
import dev.coterie.interopproto.UpdateProposalRequest;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls of members.
final class Membership {
  private final Shelf shelf;
  private final RandomSource random;

  Membership(Shelf shelf, RandomSource random) {
    this.shelf = shelf;
    this.random = random;
  }

  GroupInfoResponse groupInfo(GroupInfoRequest said) {
    var group = shelf.seat(said.getStateId()).group();
    var reply =
        GroupInfoResponse.newBuilder()
            .setGroupInfo(octets(group.groupInfo(Words.placement(said.getExternalTree()), random)));
    if (said.getExternalTree()) {
      reply.setRatchetTree(octets(group.ratchetTree()));
    }
    return reply.build();
  }

  StateAuthResponse authenticator(StateAuthRequest said) {
    return StateAuthResponse.newBuilder()
        .setStateAuthSecret(octets(shelf.seat(said.getStateId()).group().epochAuthenticator()))
        .build();
  }

  ExportResponse export(ExportRequest said) {
    Bytes secret =
        shelf
            .seat(said.getStateId())
            .export(said.getLabel(), bytes(said.getContext()), said.getKeyLength());
    return ExportResponse.newBuilder().setExportedSecret(octets(secret)).build();
  }

  ProtectResponse protect(ProtectRequest said) {
    Bytes message =
        shelf
            .seat(said.getStateId())
            .protect(bytes(said.getAuthenticatedData()), bytes(said.getPlaintext()));
    return ProtectResponse.newBuilder().setCiphertext(octets(message)).build();
  }

  UnprotectResponse unprotect(UnprotectRequest said) {
    Incoming.Application opened =
        shelf.seat(said.getStateId()).unprotect(bytes(said.getCiphertext()));
    return UnprotectResponse.newBuilder()
        .setAuthenticatedData(octets(opened.authenticatedData()))
        .setPlaintext(octets(opened.plaintext()))
        .build();
  }

  StorePSKResponse storeKey(StorePSKRequest said) {
    int id = said.getStateOrTransactionId();
    Bytes name = bytes(said.getPskId());
    Bytes key = bytes(said.getPskSecret());
    switch (shelf.get(id, Thing.class, "state or transaction")) {
      case Seat seat -> seat.key(name, key);
      case Invitation invitation -> invitation.key(name, key);
      case Signer _, Renewal _ -> throw Shelf.unknown(id, "state or transaction");
    }
    return StorePSKResponse.getDefaultInstance();
  }

  ProposalResponse proposeAdd(AddProposalRequest said) {
    return proposed(
        shelf
            .seat(said.getStateId())
            .propose(new Proposal.Add(KeyPackages.read(bytes(said.getKeyPackage())))));
  }

  ProposalResponse proposeUpdate(UpdateProposalRequest said) {
    return proposed(shelf.seat(said.getStateId()).proposeUpdate());
  }

  ProposalResponse proposeRemove(RemoveProposalRequest said) {
    Seat seat = shelf.seat(said.getStateId());
    return proposed(seat.propose(new Proposal.Remove(seat.leafOf(bytes(said.getRemovedId())))));
  }

  ProposalResponse proposeExternalKey(ExternalPSKProposalRequest said) {
    return proposed(shelf.seat(said.getStateId()).proposeKey(Words.external(said.getPskId())));
  }

  ProposalResponse proposeResumptionKey(ResumptionPSKProposalRequest said) {
    Seat seat = shelf.seat(said.getStateId());
    return proposed(seat.proposeKey(seat.group().resumptionKey(new Epoch(said.getEpochId()))));
  }

  ProposalResponse proposeExtensions(GroupContextExtensionsProposalRequest said) {
    return proposed(
        shelf
            .seat(said.getStateId())
            .propose(
                new Proposal.GroupContextExtensions(Words.extensions(said.getExtensionsList()))));
  }

  /// Proposes all extensions that the group has, with one external sender more.
  ProposalResponse proposeSigner(AddExternalSignerRequest said) {
    Seat seat = shelf.seat(said.getStateId());
    ExternalSender fresh = ExternalSender.CODEC.decode(bytes(said.getExternalSender()));
    List<Extension> present = seat.group().context().extensions();
    Optional<Extension.ExternalSenders> before =
        Extensions.find(present, Extension.ExternalSenders.class);
    List<ExternalSender> senders =
        new ArrayList<>(before.map(Extension.ExternalSenders::senders).orElse(List.of()));
    senders.add(fresh);
    List<Extension> all = new ArrayList<>(present);
    before.ifPresent(all::remove);
    all.add(new Extension.ExternalSenders(senders));
    return proposed(seat.propose(new Proposal.GroupContextExtensions(all)));
  }

  /// @param kind what the commit must be
  CommitResponse commit(CommitRequest said, CommitKind kind) {
    Seat seat = shelf.seat(said.getStateId());
    StagedCommit staged =
        seat.commit(Words.commit(seat, said), bytes(said.getByReferenceList()), kind);
    var reply = CommitResponse.newBuilder().setCommit(octets(staged.commitMessage()));
    staged.welcome().ifPresent(welcome -> reply.setWelcome(octets(welcome)));
    staged.ratchetTree().ifPresent(tree -> reply.setRatchetTree(octets(tree)));
    return reply.build();
  }

  HandleCommitResponse handle(HandleCommitRequest said) {
    Seat seat = shelf.seat(said.getStateId());
    seat.handle(bytes(said.getProposalList()), bytes(said.getCommit()), CommitKind.ANY);
    return moved(said.getStateId(), seat);
  }

  HandleCommitResponse handlePending(HandlePendingCommitRequest said) {
    Seat seat = shelf.seat(said.getStateId());
    seat.mergePending(CommitKind.ANY);
    return moved(said.getStateId(), seat);
  }

  FreeResponse free(FreeRequest said) {
    shelf.take(said.getStateId(), "state").close();
    return FreeResponse.getDefaultInstance();
  }

  private static HandleCommitResponse moved(int id, Seat seat) {
    return HandleCommitResponse.newBuilder()
        .setStateId(id)
        .setEpochAuthenticator(octets(seat.authenticator()))
        .build();
  }

  static ProposalResponse proposed(Bytes message) {
    return ProposalResponse.newBuilder().setProposal(octets(message)).build();
  }
}
