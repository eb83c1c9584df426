package dev.coterie.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.coterie.interopproto.CommitRequest;
import dev.coterie.interopproto.CommitResponse;
import dev.coterie.interopproto.CreateGroupRequest;
import dev.coterie.interopproto.CreateKeyPackageRequest;
import dev.coterie.interopproto.ExternalJoinRequest;
import dev.coterie.interopproto.GroupInfoRequest;
import dev.coterie.interopproto.GroupInfoResponse;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.HandleCommitResponse;
import dev.coterie.interopproto.HandlePendingCommitRequest;
import dev.coterie.interopproto.JoinGroupRequest;
import dev.coterie.interopproto.JoinGroupResponse;
import dev.coterie.interopproto.PreSharedKey;
import dev.coterie.interopproto.ProposalDescription;
import dev.coterie.interopproto.ProtectRequest;
import dev.coterie.interopproto.StorePSKRequest;
import dev.coterie.interopproto.UnprotectRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Performs one script: what the working group's runner does, and checks, and at the end also that
/// the members of each epoch export the same.
final class ScriptRun {
  private final Script script;
  private final Cast cast;
  private final boolean encrypted;
  private final Notes notes;
  private final ProposalSteps proposals;
  private final LinkSteps links;
  private int keys;

  /// @param suite of the first group
  /// @param encrypted whether handshakes are
  ScriptRun(Script script, Cast cast, int suite, boolean encrypted) {
    this.script = script;
    this.cast = cast;
    this.encrypted = encrypted;
    this.notes = new Notes(suite);
    this.proposals = new ProposalSteps(cast, notes);
    this.links = new LinkSteps(cast, notes);
  }

  void perform() {
    for (int index = 0; index < script.steps().size(); index++) {
      Step step = script.steps().get(index);
      notes.begin(index);
      try {
        perform(step);
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError("step " + index + ", " + step.members(), failed);
      }
    }
    cast.assertAgreement();
    cast.freeAll();
  }

  private void perform(Step step) {
    String actor = step.text("actor");
    switch (step.text("action")) {
      case "createGroup" -> create(actor, step);
      case "createKeyPackage" -> notes.put("key_package", keyPackage(actor));
      case "joinGroup" ->
          join(actor, notes.get(step.number("welcome"), "welcome"), ByteString.EMPTY);
      case "externalJoin" -> joinExternally(actor, step);
      case "installExternalPSK" -> install(step);
      case "groupInfo" -> groupInfo(actor, step);
      case "fullCommit" -> fullCommit(actor, step);
      case "commit" -> commit(actor, step);
      case "handleCommit" ->
          handle(
              actor,
              notes.all(step.numbers("byReference"), "proposal"),
              notes.get(step.number("commit"), "commit"));
      case "handlePendingCommit" -> handlePending(actor);
      case "protect" -> protect(actor, step);
      case "unprotect" -> unprotect(actor, step);
      case "reinit" -> links.reInit(step);
      case "branch" -> links.branch(actor, step);
      default -> proposals.perform(actor, step);
    }
  }

  private void create(String actor, Step step) {
    ByteString id = ByteString.copyFromUtf8(UUID.randomUUID().toString());
    notes.put("group_id", id);
    var created =
        cast.play(actor)
            .createGroup(
                CreateGroupRequest.newBuilder()
                    .setGroupId(id)
                    .setCipherSuite(notes.suite())
                    .setEncryptHandshake(encrypted)
                    .setIdentity(ByteString.copyFromUtf8(actor))
                    .build());
    cast.founds(actor, created.getStateId());
    List<String> members = step.texts("members");
    var all = CommitRequest.newBuilder().setStateId(created.getStateId());
    for (String member : members) {
      all.addByValue(
          ProposalDescription.newBuilder()
              .setProposalType(ByteString.copyFromUtf8("add"))
              .setKeyPackage(keyPackage(member)));
    }
    if (members.isEmpty()) {
      return;
    }
    CommitResponse made = cast.play(actor).commit(all.build());
    handlePending(actor);
    joinTogether(members, made, cast.authenticator(actor));
  }

  private ByteString keyPackage(String actor) {
    var made =
        cast.play(actor)
            .createKeyPackage(
                CreateKeyPackageRequest.newBuilder()
                    .setCipherSuite(notes.suite())
                    .setIdentity(ByteString.copyFromUtf8(actor))
                    .build());
    assertThat(made.getInitPriv()).isNotEmpty().isNotEqualTo(made.getEncryptionPriv());
    assertThat(made.getSignaturePriv()).isNotEmpty();
    cast.waits(actor, made.getTransactionId());
    return made.getKeyPackage();
  }

  private void join(String actor, ByteString welcome, ByteString tree) {
    var joined = cast.play(actor).joinGroup(joining(actor, welcome, tree));
    cast.sits(actor, joined.getStateId(), joined.getEpochAuthenticator());
  }

  private JoinGroupRequest joining(String actor, ByteString welcome, ByteString tree) {
    return JoinGroupRequest.newBuilder()
        .setTransactionId(cast.transaction(actor))
        .setWelcome(welcome)
        .setEncryptHandshake(encrypted)
        .setIdentity(ByteString.copyFromUtf8(actor))
        .setRatchetTree(tree)
        .build();
  }

  private GroupInfoResponse groupInfo(String actor, Step step) {
    GroupInfoResponse info =
        cast.play(actor)
            .groupInfo(
                GroupInfoRequest.newBuilder()
                    .setStateId(cast.state(actor))
                    .setExternalTree(step.flag("externalTree"))
                    .build());
    assertThat(info.getRatchetTree().isEmpty()).isNotEqualTo(step.flag("externalTree"));
    notes.put("group_info", info.getGroupInfo());
    notes.put("ratchet_tree", info.getRatchetTree());
    return info;
  }

  private void joinExternally(String actor, Step step) {
    GroupInfoResponse info = groupInfo(actor, step);
    String joiner = step.text("joiner");
    var request =
        ExternalJoinRequest.newBuilder()
            .setGroupInfo(info.getGroupInfo())
            .setRatchetTree(info.getRatchetTree())
            .setEncryptHandshake(encrypted)
            .setIdentity(ByteString.copyFromUtf8(joiner))
            .setRemovePrior(step.flag("removePrior"));
    for (int index : step.numbers("psks")) {
      request.addPsks(
          PreSharedKey.newBuilder()
              .setPskId(notes.get(index, "psk_id"))
              .setPskSecret(notes.get(index, "psk_secret")));
    }
    var entered = cast.play(joiner).externalJoin(request.build());
    cast.sits(joiner, entered.getStateId(), entered.getEpochAuthenticator());
    notes.put("commit", entered.getCommit());
    List<String> members = new ArrayList<>(step.texts("members"));
    members.add(actor);
    handleTogether(members, List.of(), entered.getCommit(), entered.getEpochAuthenticator());
  }

  private void install(Step step) {
    keys++;
    ByteString id = ByteString.copyFromUtf8("key " + keys + " of " + script.name());
    ByteString secret = ByteString.copyFromUtf8("secret of key " + keys + "; as long as a hash");
    notes.put("psk_id", id);
    notes.put("psk_secret", secret);
    for (String client : step.texts("clients")) {
      cast.play(client)
          .storePSK(
              StorePSKRequest.newBuilder()
                  .setStateOrTransactionId(cast.holder(client))
                  .setPskId(id)
                  .setPskSecret(secret)
                  .build());
    }
  }

  private CommitResponse commit(String actor, Step step) {
    boolean beside = step.flag("external_tree", "externalTree");
    CommitResponse made =
        cast.play(actor)
            .commit(
                CommitRequest.newBuilder()
                    .setStateId(cast.state(actor))
                    .addAllByReference(notes.all(step.numbers("byReference"), "proposal"))
                    .addAllByValue(
                        step.objects("byValue").stream().map(proposals::described).toList())
                    .setForcePath(step.flag("force_path", "forcePath"))
                    .setExternalTree(beside)
                    .build());
    assertThat(beside || made.getRatchetTree().isEmpty()).as("a tree only if asked for").isTrue();
    notes.put("commit", made.getCommit());
    notes.put("welcome", made.getWelcome());
    notes.put("ratchet_tree", made.getRatchetTree());
    return made;
  }

  private void fullCommit(String actor, Step step) {
    CommitResponse made = commit(actor, step);
    handlePending(actor);
    ByteString epoch = cast.authenticator(actor);
    List<ByteString> proposed = notes.all(step.numbers("byReference"), "proposal");
    handleTogether(step.texts("members"), proposed, made.getCommit(), epoch);
    joinTogether(step.texts("joiners"), made, epoch);
  }

  /// All at once, so that both servers work.
  private void handleTogether(
      List<String> members, List<ByteString> proposed, ByteString commit, ByteString epoch) {
    Map<String, ListenableFuture<HandleCommitResponse>> underWay = new LinkedHashMap<>();
    members.forEach(
        member ->
            underWay.put(
                member, cast.ahead(member).handleCommit(handling(member, proposed, commit))));
    underWay.forEach(
        (member, moved) -> {
          var done = Futures.getUnchecked(moved);
          assertThat(done.getEpochAuthenticator()).as("epoch of %s", member).isEqualTo(epoch);
          cast.sits(member, done.getStateId(), done.getEpochAuthenticator());
        });
  }

  private void joinTogether(List<String> joiners, CommitResponse made, ByteString epoch) {
    Map<String, ListenableFuture<JoinGroupResponse>> underWay = new LinkedHashMap<>();
    joiners.forEach(
        joiner ->
            underWay.put(
                joiner,
                cast.ahead(joiner)
                    .joinGroup(joining(joiner, made.getWelcome(), made.getRatchetTree()))));
    underWay.forEach(
        (joiner, joined) -> {
          var done = Futures.getUnchecked(joined);
          assertThat(done.getEpochAuthenticator()).as("epoch of %s", joiner).isEqualTo(epoch);
          cast.sits(joiner, done.getStateId(), done.getEpochAuthenticator());
        });
  }

  private void handle(String actor, List<ByteString> proposed, ByteString commit) {
    var moved = cast.play(actor).handleCommit(handling(actor, proposed, commit));
    cast.sits(actor, moved.getStateId(), moved.getEpochAuthenticator());
  }

  private HandleCommitRequest handling(String actor, List<ByteString> proposed, ByteString commit) {
    return HandleCommitRequest.newBuilder()
        .setStateId(cast.state(actor))
        .addAllProposal(proposed)
        .setCommit(commit)
        .build();
  }

  private void handlePending(String actor) {
    var moved =
        cast.play(actor)
            .handlePendingCommit(
                HandlePendingCommitRequest.newBuilder().setStateId(cast.state(actor)).build());
    cast.sits(actor, moved.getStateId(), moved.getEpochAuthenticator());
  }

  private void protect(String actor, Step step) {
    ByteString beside = ByteString.copyFromUtf8(step.text("authenticatedData"));
    ByteString said = ByteString.copyFromUtf8(step.text("plaintext"));
    notes.put("beside", beside);
    notes.put("said", said);
    notes.put(
        "ciphertext",
        cast.play(actor)
            .protect(
                ProtectRequest.newBuilder()
                    .setStateId(cast.state(actor))
                    .setAuthenticatedData(beside)
                    .setPlaintext(said)
                    .build())
            .getCiphertext());
  }

  private void unprotect(String actor, Step step) {
    int index = step.number("ciphertext");
    var opened =
        cast.play(actor)
            .unprotect(
                UnprotectRequest.newBuilder()
                    .setStateId(cast.state(actor))
                    .setCiphertext(notes.get(index, "ciphertext"))
                    .build());
    assertThat(opened.getPlaintext()).isEqualTo(notes.get(index, "said"));
    assertThat(opened.getAuthenticatedData()).isEqualTo(notes.get(index, "beside"));
  }
}
