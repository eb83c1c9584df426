package dev.coterie.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.coterie.interopproto.CommitRequest;
import dev.coterie.interopproto.CreateGroupRequest;
import dev.coterie.interopproto.CreateKeyPackageRequest;
import dev.coterie.interopproto.CreateKeyPackageResponse;
import dev.coterie.interopproto.MLSClientGrpc.MLSClientBlockingStub;
import dev.coterie.interopproto.ProposalDescription;
import dev.coterie.interopproto.StateAuthRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A server asked by hand: what tests of single calls need.
///
/// @param client the server
record Asking(MLSClientBlockingStub client) {
  static final ByteString GARBAGE = ByteString.copyFromUtf8("not a message of MLS");

  static ByteString name(String text) {
    return ByteString.copyFromUtf8(text);
  }

  int group(String actor) {
    return client
        .createGroup(
            CreateGroupRequest.newBuilder()
                .setGroupId(name("group"))
                .setCipherSuite(1)
                .setIdentity(name(actor))
                .build())
        .getStateId();
  }

  CreateKeyPackageResponse keyPackage(String actor) {
    return client.createKeyPackage(
        CreateKeyPackageRequest.newBuilder().setCipherSuite(1).setIdentity(name(actor)).build());
  }

  static CommitRequest.Builder commit(int state) {
    return CommitRequest.newBuilder().setStateId(state);
  }

  static ProposalDescription described(String type) {
    return ProposalDescription.newBuilder().setProposalType(name(type)).build();
  }

  ByteString authenticator(int state) {
    return client
        .stateAuth(StateAuthRequest.newBuilder().setStateId(state).build())
        .getStateAuthSecret();
  }

  static void assertStatus(Status.Code code, String why, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).as(e.toString()).isEqualTo(code);
              assertThat(e.getStatus().getDescription()).contains(why);
            });
  }

  static void assertInvalid(String why, ThrowingCallable call) {
    assertStatus(Status.Code.INVALID_ARGUMENT, why, call);
  }

  static void assertUnknown(String why, ThrowingCallable call) {
    assertStatus(Status.Code.NOT_FOUND, why, call);
  }
}
