package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.Entered;
import dev.coterie.mls.group.ExternalJoin;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.policy.GroupInfoRule;

/// Judges an answer, and makes the commit that it allows.
///
/// @param core the group that we cannot follow
/// @param kit who we are
record ReturnCheck(GroupCore core, ReturnKit kit) {
  /// The group that we are about to enter.
  ///
  /// @throws RefusedException if the answer does not open, is about something else, or comes from
  ///   somebody whom we do not know for a member
  Entered enter(HealingRow.Ask ask, AnswerPieces.Whole answer) {
    Bytes message = open(ask, answer);
    if (!(MlsMessage.CODEC.decode(message) instanceof GroupInfo info)) {
      throw new RefusedException(GroupInfoRule.NOT_A_GROUP_INFO, "another kind of message");
    }
    requireGroup(info);
    Entered entered =
        MlsGroup.joinExternally(
            kit.engine(),
            kit.identity(),
            ExternalJoin.of(message).resync(),
            core.hasKeys() ? core.mls().settings() : kit.settings(),
            core.random,
            core.now());
    try {
      requireSigner(entered.group(), info.signer(), answer.sender());
      return entered;
    } catch (RefusedException e) {
      entered.group().close();
      throw e;
    }
  }

  private Bytes open(HealingRow.Ask ask, AnswerPieces.Whole answer) {
    HpkeCiphertext sealed = HpkeCiphertext.CODEC.decode(answer.sealed());
    try (var bundle = KeyPackageBundle.decode(ask.bundle());
        Secret opened =
            SuiteCrypto.of(bundle.suite())
                .decryptWithLabel(
                    bundle.initKey(),
                    ReturnAnswer.LABEL,
                    ReturnAnswer.context(core.id, ask.hash(), answer.position()),
                    sealed)) {
      return opened.lend(Bytes::copyOf);
    }
  }

  private void requireGroup(GroupInfo info) {
    var context = info.groupContext();
    boolean same =
        context.groupId().equals(core.id)
            && (core.hasKeys()
                ? Profile.isKept(core.mls().context().extensions(), context.extensions())
                    && !context.epoch().isBefore(core.mls().epoch())
                : Profile.isGbp2(context.extensions()));
    if (!same) {
      throw new RefusedException(
          ClientRule.ANSWER_GROUP, context.groupId() + " in epoch " + context.epoch());
    }
  }

  private void requireSigner(MlsGroup group, LeafIndex leaf, Fingerprint sender) {
    Fingerprint signer = group.member(leaf).map(Members::fingerprint).orElse(kit.self());
    boolean fits = signer.equals(sender) && !signer.equals(kit.self()) && isKnown(signer);
    if (!fits) {
      throw new RefusedException(ClientRule.ANSWER_SIGNER, signer + ", sent by " + sender);
    }
  }

  private boolean isKnown(Fingerprint person) {
    return kit.knows(person)
        || (core.hasKeys()
            && core.mls().members().map(Members::fingerprint).anyMatch(person::equals));
  }
}
