package dev.coterie.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.interopproto.AddExternalSignerRequest;
import dev.coterie.interopproto.AddProposalRequest;
import dev.coterie.interopproto.CommitRequest;
import dev.coterie.interopproto.CreateBranchRequest;
import dev.coterie.interopproto.Extension;
import dev.coterie.interopproto.ExternalJoinRequest;
import dev.coterie.interopproto.ExternalSignerProposalRequest;
import dev.coterie.interopproto.GroupContextExtensionsProposalRequest;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.JoinGroupRequest;
import dev.coterie.interopproto.NewMemberAddProposalRequest;
import dev.coterie.interopproto.ProposalDescription;
import dev.coterie.interopproto.ReInitProposalRequest;
import dev.coterie.interopproto.UnprotectRequest;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.PreSharedKeys;
import dev.coterie.mls.group.TreePlacement;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.GroupId;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever octets a call gets, it ends with an answer or with a status that says whose fault it
/// is: never as a bug.
final class EndpointFuzzTest {
  private static final int ROOM = 1_000;
  private static final int MUTANTS = 60;

  private static final Set<Status.Code> EXPECTED =
      EnumSet.of(
          Status.Code.OK,
          Status.Code.NOT_FOUND,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.RESOURCE_EXHAUSTED);

  private final RandomSource random = RandomSource.system();
  private final Shelf shelf = new Shelf(ROOM);
  private final List<ServerMethodDefinition<?, ?>> methods =
      List.copyOf(new Endpoint("fuzzed", shelf, random).bindService().getMethods()).stream()
          .sorted(Comparator.comparing(one -> one.getMethodDescriptor().getFullMethodName()))
          .toList();

  /// What the requests are about, as it lies on the shelf.
  private record Ground(
      int state, Seat seat, int transaction, Invitation invited, int signing, Signer signer) {}

  private Ground ground() {
    CipherSuite suite = Makings.suite(1);
    MlsGroup ada =
        MlsGroup.create(
                Seat.engine(suite),
                Makings.identity(suite, Bytes.ofUtf8("ada"), random),
                new GroupId(Bytes.ofUtf8("group")),
                List.of(),
                Seat.settings(false),
                random,
                Instant.now())
            .group();
    var seat = new Seat(ada, PreSharedKeys.NONE, random);
    var invited = Invitation.of(suite, Bytes.ofUtf8("ben"), random);
    var signer = Signer.of(suite, Bytes.ofUtf8("ds"), random);
    return new Ground(
        shelf.put(seat), seat, shelf.put(invited), invited, shelf.put(signer), signer);
  }

  /// Requests that make sense, by call.
  private Map<String, Message> sensible() {
    Ground ground = ground();
    ByteString keyPackage = Words.octets(ground.invited().message());
    var add =
        ProposalDescription.newBuilder()
            .setProposalType(ByteString.copyFromUtf8("add"))
            .setKeyPackage(keyPackage)
            .build();
    Map<String, Message> all = new LinkedHashMap<>();
    fromOutside(ground, add, all);
    fromInside(ground, add, all);
    toOtherGroups(ground.state(), keyPackage, all);
    return all;
  }

  private void fromOutside(Ground ground, ProposalDescription add, Map<String, Message> all) {
    ByteString info = Words.octets(ground.seat().group().groupInfo(TreePlacement.INSIDE, random));
    all.put(
        "ExternalJoin",
        ExternalJoinRequest.newBuilder()
            .setGroupInfo(info)
            .setIdentity(ByteString.copyFromUtf8("ada"))
            .setRemovePrior(true)
            .build());
    all.put(
        "NewMemberAddProposal",
        NewMemberAddProposalRequest.newBuilder().setGroupInfo(info).build());
    all.put(
        "ExternalSignerProposal",
        ExternalSignerProposalRequest.newBuilder()
            .setSignerId(ground.signing())
            .setGroupInfo(info)
            .setDescription(add)
            .build());
  }

  private static void fromInside(Ground ground, ProposalDescription add, Map<String, Message> all) {
    Seat seat = ground.seat();
    int state = ground.state();
    var staged =
        seat.commit(
            dev.coterie.mls.group.CommitRequest.empty()
                .add(Words.keyPackages(List.of(add.getKeyPackage()))),
            List.of(),
            CommitKind.ANY);
    all.put(
        "JoinGroup",
        JoinGroupRequest.newBuilder()
            .setTransactionId(ground.transaction())
            .setIdentity(ByteString.copyFromUtf8("ben"))
            .setWelcome(Words.octets(staged.welcome().orElseThrow()))
            .build());
    all.put(
        "AddProposal",
        AddProposalRequest.newBuilder()
            .setStateId(state)
            .setKeyPackage(add.getKeyPackage())
            .build());
    all.put(
        "AddExternalSigner",
        AddExternalSignerRequest.newBuilder()
            .setStateId(state)
            .setExternalSender(Words.octets(ExternalSender.CODEC.encode(ground.signer().sender())))
            .build());
    all.put("Commit", CommitRequest.newBuilder().setStateId(state).addByValue(add).build());
    all.put(
        "HandleCommit",
        HandleCommitRequest.newBuilder()
            .setStateId(state)
            .setCommit(Words.octets(staged.commitMessage()))
            .build());
    all.put(
        "Unprotect",
        UnprotectRequest.newBuilder()
            .setStateId(state)
            .setCiphertext(Words.octets(seat.protect(Bytes.EMPTY, Bytes.ofUtf8("hello"))))
            .build());
  }

  private static void toOtherGroups(int state, ByteString keyPackage, Map<String, Message> all) {
    var extension =
        Extension.newBuilder()
            .setExtensionType(3)
            .setExtensionData(ByteString.copyFrom(new byte[3]))
            .build();
    all.put(
        "GroupContextExtensionsProposal",
        GroupContextExtensionsProposalRequest.newBuilder()
            .setStateId(state)
            .addExtensions(extension)
            .build());
    all.put(
        "ReInitProposal",
        ReInitProposalRequest.newBuilder()
            .setStateId(state)
            .setCipherSuite(2)
            .addExtensions(extension)
            .build());
    all.put(
        "CreateBranch",
        CreateBranchRequest.newBuilder()
            .setStateId(state)
            .addExtensions(extension)
            .addKeyPackages(keyPackage)
            .build());
  }

  private ServerMethodDefinition<?, ?> method(String name) {
    return methods.stream()
        .filter(one -> one.getMethodDescriptor().getFullMethodName().endsWith("/" + name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertEnds(ServerMethodDefinition<?, ?> method, byte[] request) {
    Status end = DirectCall.of(method, request);
    assertThat(end.getCode())
        .as("%s: %s", method.getMethodDescriptor().getFullMethodName(), end)
        .isIn(EXPECTED);
  }

  @Test
  void mutatedRequests_neverEndAsABug() {
    var dice = new Random(34);
    Map<String, Message> sensible = sensible();
    sensible.forEach(
        (name, message) -> {
          for (int round = 0; round < MUTANTS; round++) {
            byte[] octets = message.toByteArray();
            for (int hits = 1 + dice.nextInt(3); hits > 0; hits--) {
              octets[dice.nextInt(octets.length)] ^= (byte) (1 << dice.nextInt(8));
            }
            assertEnds(method(name), octets);
          }
        });
    assertThat(shelf.size()).isLessThanOrEqualTo(ROOM);
    shelf.clear();
  }

  /// The first octet chooses the call, the others are the request.
  @FuzzTest(maxDuration = "20s")
  void anyRequest(byte[] input) {
    sensible();
    if (input.length > 0) {
      byte[] request = new byte[input.length - 1];
      System.arraycopy(input, 1, request, 0, request.length);
      assertEnds(methods.get(Byte.toUnsignedInt(input[0]) % methods.size()), request);
    }
    shelf.clear();
  }
}
