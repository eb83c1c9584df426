package dev.coterie.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.coterie.interopproto.AddExternalSignerRequest;
import dev.coterie.interopproto.AddProposalRequest;
import dev.coterie.interopproto.CreateExternalSignerRequest;
import dev.coterie.interopproto.ExternalPSKProposalRequest;
import dev.coterie.interopproto.ExternalSignerProposalRequest;
import dev.coterie.interopproto.GroupContextExtensionsProposalRequest;
import dev.coterie.interopproto.GroupInfoRequest;
import dev.coterie.interopproto.NewMemberAddProposalRequest;
import dev.coterie.interopproto.ProposalDescription;
import dev.coterie.interopproto.ProposalResponse;
import dev.coterie.interopproto.RemoveProposalRequest;
import dev.coterie.interopproto.ResumptionPSKProposalRequest;
import dev.coterie.interopproto.UpdateProposalRequest;

/// Steps that end in a proposal, by members and by others.
final class ProposalSteps {
  private final Cast cast;
  private final Notes notes;

  ProposalSteps(Cast cast, Notes notes) {
    this.cast = cast;
    this.notes = notes;
  }

  void perform(String actor, Step step) {
    switch (step.text("action")) {
      case "newMemberAddProposal" -> askToJoin(actor, step.text("joiner"));
      case "addExternalSigner" -> addSigner(actor, step.text("signer"));
      case "externalSignerProposal" -> proposeAsSigner(actor, step);
      default -> notes.put("proposal", byMember(actor, step).getProposal());
    }
  }

  private ProposalResponse byMember(String actor, Step step) {
    var client = cast.play(actor);
    int state = cast.state(actor);
    return switch (step.text("action")) {
      case "addProposal" ->
          client.addProposal(
              AddProposalRequest.newBuilder()
                  .setStateId(state)
                  .setKeyPackage(notes.get(step.number("keyPackage"), "key_package"))
                  .build());
      case "updateProposal" ->
          client.updateProposal(UpdateProposalRequest.newBuilder().setStateId(state).build());
      case "removeProposal" ->
          client.removeProposal(
              RemoveProposalRequest.newBuilder()
                  .setStateId(state)
                  .setRemovedId(ByteString.copyFromUtf8(step.text("removed")))
                  .build());
      case "externalPSKProposal" ->
          client.externalPSKProposal(
              ExternalPSKProposalRequest.newBuilder()
                  .setStateId(state)
                  .setPskId(notes.get(step.number("pskID"), "psk_id"))
                  .build());
      case "resumptionPSKProposal" ->
          client.resumptionPSKProposal(
              ResumptionPSKProposalRequest.newBuilder()
                  .setStateId(state)
                  .setEpochId(step.number("epochID"))
                  .build());
      case "groupContextExtensionsProposal" ->
          client.groupContextExtensionsProposal(
              GroupContextExtensionsProposalRequest.newBuilder()
                  .setStateId(state)
                  .addAllExtensions(step.extensions())
                  .build());
      default -> throw new IllegalArgumentException("no such action");
    };
  }

  private void askToJoin(String actor, String joiner) {
    var info =
        cast.play(actor)
            .groupInfo(GroupInfoRequest.newBuilder().setStateId(cast.state(actor)).build());
    var asked =
        cast.play(joiner)
            .newMemberAddProposal(
                NewMemberAddProposalRequest.newBuilder()
                    .setGroupInfo(info.getGroupInfo())
                    .setIdentity(ByteString.copyFromUtf8(joiner))
                    .build());
    assertThat(asked.getInitPriv()).isNotEmpty().isNotEqualTo(asked.getEncryptionPriv());
    assertThat(asked.getSignaturePriv()).isNotEmpty();
    cast.waits(joiner, asked.getTransactionId());
    notes.put("proposal", asked.getProposal());
  }

  private void addSigner(String actor, String signer) {
    var made =
        cast.play(signer)
            .createExternalSigner(
                CreateExternalSignerRequest.newBuilder()
                    .setCipherSuite(notes.suite())
                    .setIdentity(ByteString.copyFromUtf8(signer))
                    .build());
    cast.signs(signer, made.getSignerId());
    notes.put(
        "proposal",
        cast.play(actor)
            .addExternalSigner(
                AddExternalSignerRequest.newBuilder()
                    .setStateId(cast.state(actor))
                    .setExternalSender(made.getExternalSender())
                    .build())
            .getProposal());
  }

  private void proposeAsSigner(String actor, Step step) {
    String member = step.text("member");
    var info =
        cast.play(member)
            .groupInfo(
                GroupInfoRequest.newBuilder()
                    .setStateId(cast.state(member))
                    .setExternalTree(true)
                    .build());
    notes.put(
        "proposal",
        cast.play(actor)
            .externalSignerProposal(
                ExternalSignerProposalRequest.newBuilder()
                    .setSignerId(cast.signer(actor))
                    .setSignerIndex(step.number("signerIndex"))
                    .setGroupInfo(info.getGroupInfo())
                    .setRatchetTree(info.getRatchetTree())
                    .setDescription(described(step.object("description")))
                    .build())
            .getProposal());
  }

  /// What a script says of a proposal, as it is said to a server.
  ProposalDescription described(Step step) {
    String type = step.text("proposalType");
    var said = ProposalDescription.newBuilder().setProposalType(ByteString.copyFromUtf8(type));
    switch (type) {
      case "add" -> said.setKeyPackage(notes.get(step.number("keyPackage"), "key_package"));
      case "remove" -> said.setRemovedId(ByteString.copyFromUtf8(step.text("removed")));
      case "externalPSK" -> said.setPskId(notes.get(step.number("pskID"), "psk_id"));
      case "resumptionPSK" -> said.setEpochId(step.number("epochID"));
      case "groupContextExtensions" -> said.addAllExtensions(step.extensions());
      case "reinit" -> {
        if (step.flag("changeCipherSuite")) {
          notes.changeSuite();
        }
        said.addAllExtensions(step.extensions())
            .setCipherSuite(notes.suite())
            .setGroupId(notes.groupId(step.flag("changeGroupID")));
      }
      default -> throw new IllegalArgumentException("no such proposal: " + type);
    }
    return said.build();
  }
}
