package dev.coterie.cli.interop;

import static dev.coterie.cli.interop.Asking.GARBAGE;
import static dev.coterie.cli.interop.Asking.assertInvalid;
import static dev.coterie.cli.interop.Asking.assertStatus;
import static dev.coterie.cli.interop.Asking.commit;
import static dev.coterie.cli.interop.Asking.described;
import static dev.coterie.cli.interop.Asking.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.interopproto.CommitResponse;
import dev.coterie.interopproto.CreateExternalSignerRequest;
import dev.coterie.interopproto.CreateKeyPackageResponse;
import dev.coterie.interopproto.ExportRequest;
import dev.coterie.interopproto.Extension;
import dev.coterie.interopproto.ExternalSignerProposalRequest;
import dev.coterie.interopproto.FreeRequest;
import dev.coterie.interopproto.GroupContextExtensionsProposalRequest;
import dev.coterie.interopproto.GroupInfoRequest;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.HandlePendingCommitRequest;
import dev.coterie.interopproto.JoinGroupRequest;
import dev.coterie.interopproto.MLSClientGrpc.MLSClientBlockingStub;
import dev.coterie.interopproto.ProtectRequest;
import dev.coterie.interopproto.RemoveProposalRequest;
import dev.coterie.interopproto.UnprotectRequest;
import dev.coterie.interopproto.UpdateProposalRequest;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.message.Lifetime;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests that are well formed and make no sense, or come at the wrong time.
final class InteropRefusalsTest {
  private static final int ROOM = 20;

  private Servers servers;
  private MLSClientBlockingStub client;
  private Asking asking;

  @BeforeEach
  void start() throws IOException {
    servers = new Servers(1, ROOM);
    client = servers.first();
    asking = new Asking(client);
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  @Test
  void requestsWithoutSense_areInvalid() {
    int state = asking.group("ada");
    assertInvalid(
        "a proposal of type \"update\"",
        () -> client.commit(commit(state).addByValue(described("update")).build()));
    assertInvalid(
        "2 of \"groupContextExtensions\"",
        () ->
            client.commit(
                commit(state)
                    .addByValue(described("groupContextExtensions"))
                    .addByValue(described("groupContextExtensions"))
                    .build()));
    assertInvalid(
        "no member \"nobody\"",
        () ->
            client.removeProposal(
                RemoveProposalRequest.newBuilder()
                    .setStateId(state)
                    .setRemovedId(name("nobody"))
                    .build()));
    assertInvalid(
        "not a length",
        () -> client.export(ExportRequest.newBuilder().setStateId(state).setKeyLength(-1).build()));
    assertInvalid(
        "extension type 65536",
        () ->
            client.groupContextExtensionsProposal(
                GroupContextExtensionsProposalRequest.newBuilder()
                    .setStateId(state)
                    .addExtensions(Extension.newBuilder().setExtensionType(0x10000))
                    .build()));
    int transaction = asking.keyPackage("ben").getTransactionId();
    assertInvalid(
        "another identity",
        () ->
            client.joinGroup(
                JoinGroupRequest.newBuilder()
                    .setTransactionId(transaction)
                    .setIdentity(name("cleo"))
                    .build()));
  }

  @Test
  void brokenRule_isNamedInTheTrailer() {
    int state = asking.group("ada");
    assertThatThrownBy(
            () ->
                client.commit(
                    commit(state)
                        .addByValue(
                            described("externalPSK").toBuilder().setPskId(name("never stored")))
                        .build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
              assertThat(e.getStatus().getDescription()).startsWith("UNKNOWN (RFC 9420 §");
              var trailers = Objects.requireNonNull(e.getTrailers());
              assertThat(trailers.get(Statuses.RULE)).isEqualTo("UNKNOWN");
            });
  }

  @Test
  void whatIsNotPending_cannotBeHandled() {
    int state = asking.group("ada");
    var request = HandlePendingCommitRequest.newBuilder().setStateId(state).build();
    assertStatus(
        Status.Code.FAILED_PRECONDITION,
        "no commit is pending",
        () -> client.handlePendingCommit(request));
    client.commit(commit(state).build());
    assertInvalid("does not re-initialise", () -> client.handlePendingReInitCommit(request));
    client.handlePendingCommit(request);
  }

  @Test
  void proposalThatCannotStand_failsTheCommit_andOthersStillCan() {
    int state = asking.group("ada");
    ByteString own =
        client
            .updateProposal(UpdateProposalRequest.newBuilder().setStateId(state).build())
            .getProposal();
    assertInvalid(
        "1 of the proposals", () -> client.commit(commit(state).addByReference(own).build()));
    assertInvalid("does not re-initialise", () -> client.reInitCommit(commit(state).build()));
    assertThat(client.commit(commit(state).build()).getCommit()).isNotEmpty();
  }

  @Test
  void keyPackageWithoutAnEnd_isLetIn_asOthersMakeThem() {
    int state = asking.group("ada");
    var random = RandomSource.system();
    var ben = Makings.identity(Makings.suite(1), Bytes.ofUtf8("ben"), random);
    var eternal = KeyPackages.create(ben, new Lifetime(0, -1L), random).keyPackage();
    CommitResponse added =
        client.commit(
            commit(state)
                .addByValue(
                    described("add").toBuilder()
                        .setKeyPackage(Words.octets(KeyPackages.message(eternal))))
                .build());
    assertThat(added.getWelcome()).isNotEmpty();
  }

  @Test
  void signerWhomTheGroupDoesNotList_mayNotPropose() {
    int state = asking.group("ada");
    int signer =
        client
            .createExternalSigner(
                CreateExternalSignerRequest.newBuilder()
                    .setCipherSuite(1)
                    .setIdentity(name("ds"))
                    .build())
            .getSignerId();
    var info =
        client.groupInfo(
            GroupInfoRequest.newBuilder().setStateId(state).setExternalTree(true).build());
    var request =
        ExternalSignerProposalRequest.newBuilder()
            .setSignerId(signer)
            .setGroupInfo(info.getGroupInfo())
            .setDescription(described("remove").toBuilder().setRemovedId(name("ada")));
    assertInvalid("no ratchet tree", () -> client.externalSignerProposal(request.clone().build()));
    assertStatus(
        Status.Code.FAILED_PRECONDITION,
        "does not list this signer",
        () ->
            client.externalSignerProposal(
                request.clone().setRatchetTree(info.getRatchetTree()).build()));
    byte[] forged = info.getGroupInfo().toByteArray();
    forged[forged.length - 1] ^= 1;
    assertInvalid(
        "no member signed",
        () ->
            client.externalSignerProposal(
                request
                    .clone()
                    .setGroupInfo(ByteString.copyFrom(forged))
                    .setRatchetTree(info.getRatchetTree())
                    .build()));
  }

  /// Two members on one server: what one protects the other opens once, and the removed one is told
  /// so by an empty authenticator.
  @Test
  void removedMember_isTold_andThenOnlyFreed() {
    int ada = asking.group("ada");
    CreateKeyPackageResponse invited = asking.keyPackage("ben");
    CommitResponse added =
        client.commit(
            commit(ada)
                .addByValue(described("add").toBuilder().setKeyPackage(invited.getKeyPackage()))
                .build());
    client.handlePendingCommit(HandlePendingCommitRequest.newBuilder().setStateId(ada).build());
    int ben =
        client
            .joinGroup(
                JoinGroupRequest.newBuilder()
                    .setTransactionId(invited.getTransactionId())
                    .setIdentity(name("ben"))
                    .setWelcome(added.getWelcome())
                    .build())
            .getStateId();
    ByteString said =
        client
            .protect(ProtectRequest.newBuilder().setStateId(ada).setPlaintext(GARBAGE).build())
            .getCiphertext();
    var opening = UnprotectRequest.newBuilder().setStateId(ben).setCiphertext(said).build();
    assertThat(client.unprotect(opening).getPlaintext()).isEqualTo(GARBAGE);
    assertStatus(Status.Code.FAILED_PRECONDITION, "RFC 9420", () -> client.unprotect(opening));
    ByteString removal =
        client
            .commit(
                commit(ada)
                    .addByValue(described("remove").toBuilder().setRemovedId(name("ben")))
                    .build())
            .getCommit();
    var handled =
        client.handleCommit(
            HandleCommitRequest.newBuilder().setStateId(ben).setCommit(removal).build());
    assertThat(handled.getEpochAuthenticator()).isEmpty();
    assertStatus(Status.Code.FAILED_PRECONDITION, "CLOSED", () -> asking.authenticator(ben));
    client.free(FreeRequest.newBuilder().setStateId(ben).build());
  }
}
