package dev.coterie.mls.group;

import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Content;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.Welcome;
import java.util.EnumSet;
import java.util.Set;

/// What there is to receive. The switches are exhaustive over sealed types: a kind of message that
/// is added to the engine does not compile until it has its place here, and then lacks a scene.
enum Kind {
  PUBLIC_MESSAGE,
  PRIVATE_MESSAGE,
  WELCOME,
  GROUP_INFO,
  KEY_PACKAGE,
  FROM_MEMBER,
  FROM_EXTERNAL_SENDER,
  FROM_NEW_MEMBER_PROPOSAL,
  FROM_NEW_MEMBER_COMMIT,
  APPLICATION,
  PROPOSAL_ADD,
  PROPOSAL_UPDATE,
  PROPOSAL_REMOVE,
  PROPOSAL_PSK,
  PROPOSAL_REINIT,
  PROPOSAL_EXTENSIONS,
  COMMIT_OF_NOTHING,
  COMMIT_WITHOUT_PATH,
  COMMIT_BY_REFERENCE,
  COMMIT_OF_ADD,
  COMMIT_OF_REMOVE,
  COMMIT_OF_PSK,
  COMMIT_OF_REINIT,
  COMMIT_OF_EXTERNAL_INIT,
  COMMIT_OF_EXTENSIONS,
  JUDGED_APPLICATION,
  JUDGED_PROPOSAL_HELD,
  JUDGED_OUTSIDER_PROPOSAL_HELD,
  JUDGED_COMMIT_STAGED,
  JUDGED_COMMIT_HELD,
  JUDGED_MESSAGE_EARLY,
  JUDGED_OWN_MESSAGE;

  /// All that a message shows of itself.
  static Set<Kind> in(MlsMessage message) {
    return switch (message) {
      case PublicMessage it -> {
        Set<Kind> kinds = EnumSet.of(PUBLIC_MESSAGE, of(it.content().sender()));
        kinds.addAll(in(it.content().content()));
        yield kinds;
      }
      case PrivateMessage _ -> EnumSet.of(PRIVATE_MESSAGE);
      case Welcome _ -> EnumSet.of(WELCOME);
      case GroupInfo _ -> EnumSet.of(GROUP_INFO);
      case KeyPackage _ -> EnumSet.of(KEY_PACKAGE);
    };
  }

  private static Kind of(Sender sender) {
    return switch (sender) {
      case Sender.Member _ -> FROM_MEMBER;
      case Sender.External _ -> FROM_EXTERNAL_SENDER;
      case Sender.NewMemberProposal _ -> FROM_NEW_MEMBER_PROPOSAL;
      case Sender.NewMemberCommit _ -> FROM_NEW_MEMBER_COMMIT;
    };
  }

  private static Set<Kind> in(Content content) {
    return switch (content) {
      case ApplicationData _ -> EnumSet.of(APPLICATION);
      case Proposal proposal -> EnumSet.of(alone(proposal));
      case Commit commit -> in(commit);
    };
  }

  private static Kind alone(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Add _ -> PROPOSAL_ADD;
      case Proposal.Update _ -> PROPOSAL_UPDATE;
      case Proposal.Remove _ -> PROPOSAL_REMOVE;
      case Proposal.PreSharedKey _ -> PROPOSAL_PSK;
      case Proposal.ReInit _ -> PROPOSAL_REINIT;
      case Proposal.GroupContextExtensions _ -> PROPOSAL_EXTENSIONS;
      case Proposal.ExternalInit _ -> throw new AssertionError("stands in commits only");
    };
  }

  private static Set<Kind> in(Commit commit) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (commit.proposals().isEmpty()) {
      kinds.add(COMMIT_OF_NOTHING);
    }
    if (commit.path().isEmpty()) {
      kinds.add(COMMIT_WITHOUT_PATH);
    }
    for (ProposalOrRef one : commit.proposals()) {
      kinds.add(
          switch (one) {
            case ProposalOrRef.ByReference _ -> COMMIT_BY_REFERENCE;
            case ProposalOrRef.ByValue(var proposal) -> committed(proposal);
          });
    }
    return kinds;
  }

  private static Kind committed(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Add _ -> COMMIT_OF_ADD;
      case Proposal.Update _ -> throw new AssertionError("by value it would be the committer's");
      case Proposal.Remove _ -> COMMIT_OF_REMOVE;
      case Proposal.PreSharedKey _ -> COMMIT_OF_PSK;
      case Proposal.ReInit _ -> COMMIT_OF_REINIT;
      case Proposal.ExternalInit _ -> COMMIT_OF_EXTERNAL_INIT;
      case Proposal.GroupContextExtensions _ -> COMMIT_OF_EXTENSIONS;
    };
  }

  static Kind of(Incoming judged) {
    return switch (judged) {
      case Incoming.Application _ -> JUDGED_APPLICATION;
      case Incoming.ProposalHeld _ -> JUDGED_PROPOSAL_HELD;
      case Incoming.OutsiderProposalHeld _ -> JUDGED_OUTSIDER_PROPOSAL_HELD;
      case Incoming.CommitStaged _ -> JUDGED_COMMIT_STAGED;
      case Incoming.CommitHeld _ -> JUDGED_COMMIT_HELD;
      case Incoming.MessageEarly _ -> JUDGED_MESSAGE_EARLY;
      case Incoming.OwnMessage _ -> JUDGED_OWN_MESSAGE;
    };
  }
}
