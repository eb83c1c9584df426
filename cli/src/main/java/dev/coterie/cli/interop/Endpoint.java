package dev.coterie.cli.interop;

import dev.coterie.cli.peer.Makings;
import dev.coterie.crypto.RandomSource;
import dev.coterie.interopproto.AddExternalSignerRequest;
import dev.coterie.interopproto.AddProposalRequest;
import dev.coterie.interopproto.CommitRequest;
import dev.coterie.interopproto.CommitResponse;
import dev.coterie.interopproto.CreateBranchRequest;
import dev.coterie.interopproto.CreateExternalSignerRequest;
import dev.coterie.interopproto.CreateExternalSignerResponse;
import dev.coterie.interopproto.CreateGroupRequest;
import dev.coterie.interopproto.CreateGroupResponse;
import dev.coterie.interopproto.CreateKeyPackageRequest;
import dev.coterie.interopproto.CreateKeyPackageResponse;
import dev.coterie.interopproto.CreateSubgroupResponse;
import dev.coterie.interopproto.ExportRequest;
import dev.coterie.interopproto.ExportResponse;
import dev.coterie.interopproto.ExternalJoinRequest;
import dev.coterie.interopproto.ExternalJoinResponse;
import dev.coterie.interopproto.ExternalPSKProposalRequest;
import dev.coterie.interopproto.ExternalSignerProposalRequest;
import dev.coterie.interopproto.FreeRequest;
import dev.coterie.interopproto.FreeResponse;
import dev.coterie.interopproto.GroupContextExtensionsProposalRequest;
import dev.coterie.interopproto.GroupInfoRequest;
import dev.coterie.interopproto.GroupInfoResponse;
import dev.coterie.interopproto.HandleBranchRequest;
import dev.coterie.interopproto.HandleBranchResponse;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.HandleCommitResponse;
import dev.coterie.interopproto.HandlePendingCommitRequest;
import dev.coterie.interopproto.HandleReInitCommitResponse;
import dev.coterie.interopproto.HandleReInitWelcomeRequest;
import dev.coterie.interopproto.JoinGroupRequest;
import dev.coterie.interopproto.JoinGroupResponse;
import dev.coterie.interopproto.MLSClientGrpc;
import dev.coterie.interopproto.NameRequest;
import dev.coterie.interopproto.NameResponse;
import dev.coterie.interopproto.NewMemberAddProposalRequest;
import dev.coterie.interopproto.NewMemberAddProposalResponse;
import dev.coterie.interopproto.ProposalResponse;
import dev.coterie.interopproto.ProtectRequest;
import dev.coterie.interopproto.ProtectResponse;
import dev.coterie.interopproto.ReInitProposalRequest;
import dev.coterie.interopproto.ReInitWelcomeRequest;
import dev.coterie.interopproto.RemoveProposalRequest;
import dev.coterie.interopproto.ResumptionPSKProposalRequest;
import dev.coterie.interopproto.StateAuthRequest;
import dev.coterie.interopproto.StateAuthResponse;
import dev.coterie.interopproto.StorePSKRequest;
import dev.coterie.interopproto.StorePSKResponse;
import dev.coterie.interopproto.SupportedCiphersuitesRequest;
import dev.coterie.interopproto.SupportedCiphersuitesResponse;
import dev.coterie.interopproto.UnprotectRequest;
import dev.coterie.interopproto.UnprotectResponse;
import dev.coterie.interopproto.UpdateProposalRequest;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/// The 34 calls, each answered once: with what it made, or with a status. Whatever is refused
/// leaves everything as it was, but for message keys that an authentic message had used up. To be
/// called by one thread at a time.
final class Endpoint extends MLSClientGrpc.MLSClientImplBase {
  private final String name;
  private final Entrances entrances;
  private final Membership membership;
  private final Successions successions;

  Endpoint(String name, Shelf shelf, RandomSource random) {
    this.name = name;
    this.entrances = new Entrances(shelf, random);
    this.membership = new Membership(shelf, random);
    this.successions = new Successions(shelf, random);
  }

  private static <Q, A> void answer(Q said, StreamObserver<A> reply, Function<Q, A> call) {
    A made;
    try {
      made = call.apply(said);
    } catch (RuntimeException problem) {
      reply.onError(Statuses.of(problem));
      return;
    }
    reply.onNext(made);
    reply.onCompleted();
  }

  @Override
  public void name(NameRequest said, StreamObserver<NameResponse> reply) {
    answer(said, reply, _ -> NameResponse.newBuilder().setName(name).build());
  }

  @Override
  public void supportedCiphersuites(
      SupportedCiphersuitesRequest said, StreamObserver<SupportedCiphersuitesResponse> reply) {
    answer(
        said,
        reply,
        _ ->
            SupportedCiphersuitesResponse.newBuilder()
                .addAllCiphersuites(Makings.suites())
                .build());
  }

  @Override
  public void createGroup(CreateGroupRequest said, StreamObserver<CreateGroupResponse> reply) {
    answer(said, reply, entrances::create);
  }

  @Override
  public void createKeyPackage(
      CreateKeyPackageRequest said, StreamObserver<CreateKeyPackageResponse> reply) {
    answer(said, reply, entrances::keyPackage);
  }

  @Override
  public void joinGroup(JoinGroupRequest said, StreamObserver<JoinGroupResponse> reply) {
    answer(said, reply, entrances::join);
  }

  @Override
  public void externalJoin(ExternalJoinRequest said, StreamObserver<ExternalJoinResponse> reply) {
    answer(said, reply, entrances::joinExternally);
  }

  @Override
  public void groupInfo(GroupInfoRequest said, StreamObserver<GroupInfoResponse> reply) {
    answer(said, reply, membership::groupInfo);
  }

  @Override
  public void stateAuth(StateAuthRequest said, StreamObserver<StateAuthResponse> reply) {
    answer(said, reply, membership::authenticator);
  }

  @Override
  public void export(ExportRequest said, StreamObserver<ExportResponse> reply) {
    answer(said, reply, membership::export);
  }

  @Override
  public void protect(ProtectRequest said, StreamObserver<ProtectResponse> reply) {
    answer(said, reply, membership::protect);
  }

  @Override
  public void unprotect(UnprotectRequest said, StreamObserver<UnprotectResponse> reply) {
    answer(said, reply, membership::unprotect);
  }

  @Override
  public void storePSK(StorePSKRequest said, StreamObserver<StorePSKResponse> reply) {
    answer(said, reply, membership::storeKey);
  }

  @Override
  public void addProposal(AddProposalRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, membership::proposeAdd);
  }

  @Override
  public void updateProposal(UpdateProposalRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, membership::proposeUpdate);
  }

  @Override
  public void removeProposal(RemoveProposalRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, membership::proposeRemove);
  }

  @Override
  public void externalPSKProposal(
      ExternalPSKProposalRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, membership::proposeExternalKey);
  }

  @Override
  public void resumptionPSKProposal(
      ResumptionPSKProposalRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, membership::proposeResumptionKey);
  }

  @Override
  public void groupContextExtensionsProposal(
      GroupContextExtensionsProposalRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, membership::proposeExtensions);
  }

  @Override
  public void commit(CommitRequest said, StreamObserver<CommitResponse> reply) {
    answer(said, reply, it -> membership.commit(it, CommitKind.ANY));
  }

  @Override
  public void handleCommit(HandleCommitRequest said, StreamObserver<HandleCommitResponse> reply) {
    answer(said, reply, membership::handle);
  }

  @Override
  public void handlePendingCommit(
      HandlePendingCommitRequest said, StreamObserver<HandleCommitResponse> reply) {
    answer(said, reply, membership::handlePending);
  }

  @Override
  public void reInitProposal(ReInitProposalRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, successions::proposeReInit);
  }

  @Override
  public void reInitCommit(CommitRequest said, StreamObserver<CommitResponse> reply) {
    answer(said, reply, it -> membership.commit(it, CommitKind.RE_INIT));
  }

  @Override
  public void handlePendingReInitCommit(
      HandlePendingCommitRequest said, StreamObserver<HandleReInitCommitResponse> reply) {
    answer(said, reply, successions::handlePending);
  }

  @Override
  public void handleReInitCommit(
      HandleCommitRequest said, StreamObserver<HandleReInitCommitResponse> reply) {
    answer(said, reply, successions::handle);
  }

  @Override
  public void reInitWelcome(
      ReInitWelcomeRequest said, StreamObserver<CreateSubgroupResponse> reply) {
    answer(said, reply, successions::welcome);
  }

  @Override
  public void handleReInitWelcome(
      HandleReInitWelcomeRequest said, StreamObserver<JoinGroupResponse> reply) {
    answer(said, reply, successions::handleWelcome);
  }

  @Override
  public void createBranch(CreateBranchRequest said, StreamObserver<CreateSubgroupResponse> reply) {
    answer(said, reply, successions::branch);
  }

  @Override
  public void handleBranch(HandleBranchRequest said, StreamObserver<HandleBranchResponse> reply) {
    answer(said, reply, successions::handleBranch);
  }

  @Override
  public void newMemberAddProposal(
      NewMemberAddProposalRequest said, StreamObserver<NewMemberAddProposalResponse> reply) {
    answer(said, reply, entrances::askToJoin);
  }

  @Override
  public void createExternalSigner(
      CreateExternalSignerRequest said, StreamObserver<CreateExternalSignerResponse> reply) {
    answer(said, reply, entrances::signer);
  }

  @Override
  public void addExternalSigner(
      AddExternalSignerRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, membership::proposeSigner);
  }

  @Override
  public void externalSignerProposal(
      ExternalSignerProposalRequest said, StreamObserver<ProposalResponse> reply) {
    answer(said, reply, entrances::proposeAsSigner);
  }

  @Override
  public void free(FreeRequest said, StreamObserver<FreeResponse> reply) {
    answer(said, reply, membership::free);
  }
}
