package dev.coterie.cli.interop;

import static dev.coterie.cli.interop.Asking.GARBAGE;
import static dev.coterie.cli.interop.Asking.assertInvalid;
import static dev.coterie.cli.interop.Asking.assertStatus;
import static dev.coterie.cli.interop.Asking.assertUnknown;
import static dev.coterie.cli.interop.Asking.commit;
import static dev.coterie.cli.interop.Asking.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.coterie.interopproto.AddProposalRequest;
import dev.coterie.interopproto.CreateExternalSignerRequest;
import dev.coterie.interopproto.CreateGroupRequest;
import dev.coterie.interopproto.Extension;
import dev.coterie.interopproto.ExternalJoinRequest;
import dev.coterie.interopproto.ExternalSignerProposalRequest;
import dev.coterie.interopproto.FreeRequest;
import dev.coterie.interopproto.GroupContextExtensionsProposalRequest;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.JoinGroupRequest;
import dev.coterie.interopproto.MLSClientGrpc;
import dev.coterie.interopproto.MLSClientGrpc.MLSClientBlockingStub;
import dev.coterie.interopproto.NameRequest;
import dev.coterie.interopproto.ReInitProposalRequest;
import dev.coterie.interopproto.ReInitWelcomeRequest;
import dev.coterie.interopproto.StorePSKRequest;
import dev.coterie.interopproto.SupportedCiphersuitesRequest;
import dev.coterie.interopproto.UnprotectRequest;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the server makes of requests that no runner should send: a status each, and it goes on.
final class InteropServerTest {
  private static final int ROOM = 8;

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
    assertThat(asking.authenticator(asking.group("ada"))).isNotEmpty();
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
    assertUnknown("no state 7", () -> asking.authenticator(7));
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
    int transaction = asking.keyPackage("ben").getTransactionId();
    assertUnknown("no state", () -> asking.authenticator(transaction));
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
    int first = asking.group("ada");
    for (int more = 1; more < ROOM; more++) {
      asking.keyPackage("ben");
    }
    assertStatus(Status.Code.RESOURCE_EXHAUSTED, "free some", () -> asking.group("cleo"));
    assertStatus(Status.Code.RESOURCE_EXHAUSTED, "free some", () -> asking.keyPackage("cleo"));
    client.free(FreeRequest.newBuilder().setStateId(first).build());
    assertUnknown("no state", () -> asking.authenticator(first));
    assertThat(asking.group("cleo")).isNotEqualTo(first);
  }

  @Test
  void unknownSuites_areInvalid() {
    for (int suite : new int[] {0, 8, -1}) {
      assertInvalid(
          "cipher suite " + Integer.toUnsignedString(suite),
          () -> client.createGroup(CreateGroupRequest.newBuilder().setCipherSuite(suite).build()));
    }
    int state = asking.group("ada");
    assertInvalid(
        "cipher suite 99",
        () ->
            client.reInitProposal(
                ReInitProposalRequest.newBuilder().setStateId(state).setCipherSuite(99).build()));
  }

  @Test
  void garbage_isInvalid_andLeavesTheStateAsItWas() {
    int state = asking.group("ada");
    ByteString before = asking.authenticator(state);
    int transaction = asking.keyPackage("ben").getTransactionId();
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
    assertThat(asking.authenticator(state)).isEqualTo(before);
  }
}
