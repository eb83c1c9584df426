package dev.coterie.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.interopproto.AddProposalRequest;
import dev.coterie.interopproto.CommitRequest;
import dev.coterie.interopproto.CommitResponse;
import dev.coterie.interopproto.CreateExternalSignerRequest;
import dev.coterie.interopproto.CreateGroupRequest;
import dev.coterie.interopproto.CreateKeyPackageRequest;
import dev.coterie.interopproto.CreateKeyPackageResponse;
import dev.coterie.interopproto.ExportRequest;
import dev.coterie.interopproto.Extension;
import dev.coterie.interopproto.ExternalJoinRequest;
import dev.coterie.interopproto.ExternalSignerProposalRequest;
import dev.coterie.interopproto.FreeRequest;
import dev.coterie.interopproto.GroupContextExtensionsProposalRequest;
import dev.coterie.interopproto.GroupInfoRequest;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.HandlePendingCommitRequest;
import dev.coterie.interopproto.JoinGroupRequest;
import dev.coterie.interopproto.MLSClientGrpc;
import dev.coterie.interopproto.MLSClientGrpc.MLSClientBlockingStub;
import dev.coterie.interopproto.NameRequest;
import dev.coterie.interopproto.ProposalDescription;
import dev.coterie.interopproto.ProtectRequest;
import dev.coterie.interopproto.ReInitProposalRequest;
import dev.coterie.interopproto.ReInitWelcomeRequest;
import dev.coterie.interopproto.RemoveProposalRequest;
import dev.coterie.interopproto.StateAuthRequest;
import dev.coterie.interopproto.StorePSKRequest;
import dev.coterie.interopproto.SupportedCiphersuitesRequest;
import dev.coterie.interopproto.UnprotectRequest;
import dev.coterie.interopproto.UpdateProposalRequest;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.message.Lifetime;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the server makes of requests that no runner should send: a status each, and it goes on.
final class InteropServerTest {
  private static final int ROOM = 8;
  private static final ByteString GARBAGE = ByteString.copyFromUtf8("not a message of MLS");

  private Servers servers;
  private MLSClientBlockingStub client;

  @BeforeEach
  void start() throws IOException {
    servers = new Servers(1, ROOM);
    client = servers.first();
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  private static ByteString name(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private int group(String actor) {
    return client
        .createGroup(
            CreateGroupRequest.newBuilder()
                .setGroupId(name("group"))
                .setCipherSuite(1)
                .setIdentity(name(actor))
                .build())
        .getStateId();
  }

  private CreateKeyPackageResponse keyPackage(String actor) {
    return client.createKeyPackage(
        CreateKeyPackageRequest.newBuilder().setCipherSuite(1).setIdentity(name(actor)).build());
  }

  private static CommitRequest.Builder commit(int state) {
    return CommitRequest.newBuilder().setStateId(state);
  }

  private static ProposalDescription described(String type) {
    return ProposalDescription.newBuilder().setProposalType(name(type)).build();
  }

  private ByteString authenticator(int state) {
    return client
        .stateAuth(StateAuthRequest.newBuilder().setStateId(state).build())
        .getStateAuthSecret();
  }

  private static void assertStatus(Status.Code code, String why, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).as(e.toString()).isEqualTo(code);
              assertThat(e.getStatus().getDescription()).contains(why);
            });
  }

  private static void assertInvalid(String why, ThrowingCallable call) {
    assertStatus(Status.Code.INVALID_ARGUMENT, why, call);
  }

  private static void assertUnknown(String why, ThrowingCallable call) {
    assertStatus(Status.Code.NOT_FOUND, why, call);
  }

  @Test
  void itSaysWhoItIs_andAllSuites() {
    assertThat(client.name(NameRequest.getDefaultInstance()).getName()).isEqualTo("server 0");
    assertThat(
            client
                .supportedCiphersuites(SupportedCiphersuitesRequest.getDefaultInstance())
                .getCiphersuitesList())
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void service_hasTheCallsOfTheWorkingGroup() {
    var service = MLSClientGrpc.getServiceDescriptor();
    assertThat(service.getName()).isEqualTo("mls_client.MLSClient");
    assertThat(service.getMethods()).hasSize(34);
  }

  /// Every call gets an empty message and one of noise; none is unimplemented, and none is a bug.
  @Test
  void everyCall_answersNonsenseWithAStatus() {
    var random = new Random(9420);
    byte[] noise = new byte[200];
    for (MethodDescriptor<?, ?> method : MLSClientGrpc.getServiceDescriptor().getMethods()) {
      for (int round = 0; round < 6; round++) {
        random.nextBytes(noise);
        byte[] sent = round == 0 ? new byte[0] : noise;
        try {
          ClientCalls.blockingUnaryCall(
              client.getChannel(), bytes(method.getFullMethodName()), CallOptions.DEFAULT, sent);
        } catch (StatusRuntimeException e) {
          assertThat(e.getStatus().getCode())
              .as("%s: %s", method.getFullMethodName(), e)
              .isIn(Status.Code.NOT_FOUND, Status.Code.INVALID_ARGUMENT);
        }
      }
    }
    assertThat(authenticator(group("ada"))).isNotEmpty();
  }

  private static MethodDescriptor<byte[], byte[]> bytes(String method) {
    var octets =
        new MethodDescriptor.Marshaller<byte[]>() {
          @Override
          public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
          }

          @Override
          public byte[] parse(InputStream stream) {
            try {
              return stream.readAllBytes();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    return MethodDescriptor.newBuilder(octets, octets)
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(method)
        .build();
  }

  @Test
  void numbersThatMeanNothing_areNotFound() {
    assertUnknown("no state 7", () -> authenticator(7));
    assertUnknown(
        "no transaction 4294967295",
        () -> client.joinGroup(JoinGroupRequest.newBuilder().setTransactionId(-1).build()));
    assertUnknown(
        "no reinit 0", () -> client.reInitWelcome(ReInitWelcomeRequest.getDefaultInstance()));
    assertUnknown(
        "no signer 3",
        () ->
            client.externalSignerProposal(
                ExternalSignerProposalRequest.newBuilder().setSignerId(3).build()));
    assertUnknown("no state 3", () -> client.free(FreeRequest.newBuilder().setStateId(3).build()));
  }

  @Test
  void numberOfAnotherKind_isNotFound() {
    int transaction = keyPackage("ben").getTransactionId();
    assertUnknown("no state", () -> authenticator(transaction));
    int signer =
        client
            .createExternalSigner(
                CreateExternalSignerRequest.newBuilder()
                    .setCipherSuite(1)
                    .setIdentity(name("ds"))
                    .build())
            .getSignerId();
    assertUnknown(
        "no state or transaction",
        () ->
            client.storePSK(StorePSKRequest.newBuilder().setStateOrTransactionId(signer).build()));
  }

  @Test
  void freedState_isGone_andItsRoomIsFree() {
    int first = group("ada");
    for (int more = 1; more < ROOM; more++) {
      keyPackage("ben");
    }
    assertStatus(Status.Code.RESOURCE_EXHAUSTED, "free some", () -> group("cleo"));
    assertStatus(Status.Code.RESOURCE_EXHAUSTED, "free some", () -> keyPackage("cleo"));
    client.free(FreeRequest.newBuilder().setStateId(first).build());
    assertUnknown("no state", () -> authenticator(first));
    assertThat(group("cleo")).isNotEqualTo(first);
  }

  @Test
  void unknownSuites_areInvalid() {
    for (int suite : new int[] {0, 8, -1}) {
      assertInvalid(
          "cipher suite " + Integer.toUnsignedString(suite),
          () -> client.createGroup(CreateGroupRequest.newBuilder().setCipherSuite(suite).build()));
    }
    int state = group("ada");
    assertInvalid(
        "cipher suite 99",
        () ->
            client.reInitProposal(
                ReInitProposalRequest.newBuilder().setStateId(state).setCipherSuite(99).build()));
  }

  @Test
  void garbage_isInvalid_andLeavesTheStateAsItWas() {
    int state = group("ada");
    ByteString before = authenticator(state);
    int transaction = keyPackage("ben").getTransactionId();
    assertInvalid(
        "version",
        () ->
            client.addProposal(
                AddProposalRequest.newBuilder().setStateId(state).setKeyPackage(GARBAGE).build()));
    assertInvalid("version", () -> client.commit(commit(state).addByReference(GARBAGE).build()));
    assertInvalid(
        "version",
        () ->
            client.handleCommit(
                HandleCommitRequest.newBuilder().setStateId(state).setCommit(GARBAGE).build()));
    assertInvalid(
        "version",
        () ->
            client.unprotect(
                UnprotectRequest.newBuilder().setStateId(state).setCiphertext(GARBAGE).build()));
    assertInvalid(
        "version",
        () ->
            client.joinGroup(
                JoinGroupRequest.newBuilder()
                    .setTransactionId(transaction)
                    .setIdentity(name("ben"))
                    .setWelcome(GARBAGE)
                    .build()));
    assertInvalid(
        "version",
        () -> client.externalJoin(ExternalJoinRequest.newBuilder().setGroupInfo(GARBAGE).build()));
    assertInvalid(
        "extension",
        () ->
            client.groupContextExtensionsProposal(
                GroupContextExtensionsProposalRequest.newBuilder()
                    .setStateId(state)
                    .addExtensions(
                        Extension.newBuilder().setExtensionType(3).setExtensionData(GARBAGE))
                    .build()));
    assertThat(authenticator(state)).isEqualTo(before);
  }

  @Test
  void requestsWithoutSense_areInvalid() {
    int state = group("ada");
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
    int transaction = keyPackage("ben").getTransactionId();
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
    int state = group("ada");
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
    int state = group("ada");
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
    int state = group("ada");
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
    int state = group("ada");
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
    int state = group("ada");
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
    int ada = group("ada");
    CreateKeyPackageResponse invited = keyPackage("ben");
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
    assertStatus(Status.Code.FAILED_PRECONDITION, "CLOSED", () -> authenticator(ben));
    client.free(FreeRequest.newBuilder().setStateId(ben).build());
  }
}
