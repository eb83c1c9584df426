package dev.coterie.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.coterie.interopproto.CommitRequest;
import dev.coterie.interopproto.CreateBranchRequest;
import dev.coterie.interopproto.CreateKeyPackageRequest;
import dev.coterie.interopproto.HandleBranchRequest;
import dev.coterie.interopproto.HandleCommitRequest;
import dev.coterie.interopproto.HandlePendingCommitRequest;
import dev.coterie.interopproto.HandleReInitCommitResponse;
import dev.coterie.interopproto.HandleReInitWelcomeRequest;
import dev.coterie.interopproto.ReInitProposalRequest;
import dev.coterie.interopproto.ReInitWelcomeRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;

/// Steps that lead from one group to another.
final class LinkSteps {
  private final Cast cast;
  private final Notes notes;

  LinkSteps(Cast cast, Notes notes) {
    this.cast = cast;
    this.notes = notes;
  }

  /// One proposes, one commits, one welcomes the others into the next group; some may be the same.
  void reInit(Step step) {
    String committer = step.text("committer");
    String welcomer = step.text("welcomer");
    String proposer = step.text("proposer");
    SequencedSet<String> everybody = new LinkedHashSet<>(step.texts("members"));
    everybody.add(committer);
    everybody.add(welcomer);
    if (!proposer.isEmpty()) {
      everybody.add(proposer);
    }
    ByteString proposal = announced(step, proposer);
    Map<String, HandleReInitCommitResponse> over = end(committer, everybody, proposal);
    var request =
        ReInitWelcomeRequest.newBuilder()
            .setReinitId(reInitId(over, welcomer))
            .setForcePath(step.flag("forcePath", "force_path"))
            .setExternalTree(step.flag("externalTree", "external_tree"));
    over.forEach(
        (member, ended) -> {
          if (!member.equals(welcomer)) {
            request.addKeyPackage(ended.getKeyPackage());
          }
        });
    var made = cast.play(welcomer).reInitWelcome(request.build());
    assertThat(made.getRatchetTree().isEmpty()).isNotEqualTo(request.getExternalTree());
    cast.sits(welcomer, made.getStateId(), made.getEpochAuthenticator());
    for (String member : everybody) {
      if (!member.equals(welcomer)) {
        var joined =
            cast.play(member)
                .handleReInitWelcome(
                    HandleReInitWelcomeRequest.newBuilder()
                        .setReinitId(reInitId(over, member))
                        .setWelcome(made.getWelcome())
                        .setRatchetTree(made.getRatchetTree())
                        .build());
        assertThat(joined.getEpochAuthenticator())
            .as("next group of %s", member)
            .isEqualTo(made.getEpochAuthenticator());
        cast.sits(member, joined.getStateId(), joined.getEpochAuthenticator());
      }
    }
  }

  private static int reInitId(Map<String, HandleReInitCommitResponse> over, String member) {
    return Optional.ofNullable(over.get(member)).orElseThrow().getReinitId();
  }

  private ByteString announced(Step step, String proposer) {
    if (proposer.isEmpty()) {
      return notes.get(step.number("externalReinitProposal"), "proposal");
    }
    if (step.flag("changeCipherSuite")) {
      notes.changeSuite();
    }
    return cast.play(proposer)
        .reInitProposal(
            ReInitProposalRequest.newBuilder()
                .setStateId(cast.state(proposer))
                .setCipherSuite(notes.suite())
                .setGroupId(notes.groupId(step.flag("changeGroupID")))
                .addAllExtensions(step.extensions())
                .build())
        .getProposal();
  }

  /// The last commit of the old group, at everybody.
  private Map<String, HandleReInitCommitResponse> end(
      String committer, SequencedSet<String> everybody, ByteString proposal) {
    var commit =
        cast.play(committer)
            .reInitCommit(
                CommitRequest.newBuilder()
                    .setStateId(cast.state(committer))
                    .addByReference(proposal)
                    .build());
    Map<String, HandleReInitCommitResponse> over = new LinkedHashMap<>();
    var first =
        cast.play(committer)
            .handlePendingReInitCommit(
                HandlePendingCommitRequest.newBuilder().setStateId(cast.state(committer)).build());
    over.put(committer, first);
    for (String member : everybody) {
      if (!member.equals(committer)) {
        var ended =
            cast.play(member)
                .handleReInitCommit(
                    HandleCommitRequest.newBuilder()
                        .setStateId(cast.state(member))
                        .addProposal(proposal)
                        .setCommit(commit.getCommit())
                        .build());
        assertThat(ended.getEpochAuthenticator())
            .as("last epoch of %s", member)
            .isEqualTo(first.getEpochAuthenticator());
        over.put(member, ended);
      }
    }
    return over;
  }

  /// One founds a group with some of the others; from here on all of them are in the new one.
  void branch(String actor, Step step) {
    var request =
        CreateBranchRequest.newBuilder()
            .setStateId(cast.state(actor))
            .setGroupId(ByteString.copyFromUtf8(UUID.randomUUID().toString()))
            .addAllExtensions(step.extensions())
            .setForcePath(step.flag("forcePath", "force_path"))
            .setExternalTree(step.flag("externalTree", "external_tree"));
    Map<String, Integer> transactions = new LinkedHashMap<>();
    for (String member : step.texts("members")) {
      var made =
          cast.play(member)
              .createKeyPackage(
                  CreateKeyPackageRequest.newBuilder()
                      .setCipherSuite(notes.suite())
                      .setIdentity(ByteString.copyFromUtf8(member))
                      .build());
      transactions.put(member, made.getTransactionId());
      request.addKeyPackages(made.getKeyPackage());
    }
    var made = cast.play(actor).createBranch(request.build());
    assertThat(made.getRatchetTree().isEmpty()).isNotEqualTo(request.getExternalTree());
    cast.free(actor, cast.state(actor));
    cast.sits(actor, made.getStateId(), made.getEpochAuthenticator());
    transactions.forEach(
        (member, transaction) -> {
          int old = cast.state(member);
          var joined =
              cast.play(member)
                  .handleBranch(
                      HandleBranchRequest.newBuilder()
                          .setStateId(old)
                          .setTransactionId(transaction)
                          .setWelcome(made.getWelcome())
                          .setRatchetTree(made.getRatchetTree())
                          .build());
          assertThat(joined.getEpochAuthenticator())
              .as("branch of %s", member)
              .isEqualTo(made.getEpochAuthenticator());
          cast.free(member, old);
          cast.sits(member, joined.getStateId(), joined.getEpochAuthenticator());
        });
  }
}
