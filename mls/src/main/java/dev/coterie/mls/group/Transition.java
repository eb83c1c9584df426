package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.schedule.TranscriptHash;
import dev.coterie.mls.tree.PrivateTree;
import dev.coterie.mls.tree.RatchetTree;
import java.util.Optional;

/// The step from the secrets of one epoch to those of the next, the same for who makes a commit,
/// who receives it, and who comes in by it. RFC 9420 §8.
///
/// ```
///   interim hash, commit ──▶ confirmed hash ──▶ context ─┐
///   init secret, commit secret ──────────────────────────┴▶ joiner secret ─ PSKs ─▶ epoch ──▶ tag
/// ```
///
/// @param crypto of the group's suite
/// @param interim transcript hash of the epoch that ends
record Transition(SuiteCrypto crypto, Bytes interim) {
  /// What goes into an epoch in secret; all of it lent.
  ///
  /// @param init of the epoch before, or from outside
  /// @param commit of the path
  /// @param psk of all pre-shared keys
  record Input(Secret init, Secret commit, Secret psk) {}

  /// An epoch that was reached. Closing it wipes what welcomes are made of, and nothing else.
  ///
  /// @param crypto of the group's suite
  /// @param context of the new epoch
  /// @param start its secrets; whoever drops the commit closes them
  /// @param joiner for those whom the commit adds
  record Reached(
      SuiteCrypto crypto, GroupContext context, KeySchedule.EpochStart start, Secret joiner)
      implements AutoCloseable {
    Bytes tag() {
      return start.secrets().confirmationTag(context.confirmedTranscriptHash());
    }

    boolean confirms(Bytes tag) {
      return start.secrets().confirms(context.confirmedTranscriptHash(), tag);
    }

    /// @param reInit what the commit ends the group with
    EpochState epoch(
        Admissions admissions,
        RatchetTree tree,
        PrivateTree keys,
        Bytes tag,
        Optional<Proposal.ReInit> reInit) {
      return new EpochState(
          context,
          tree,
          admissions,
          keys.self(),
          keys,
          start.secrets(),
          tag,
          TranscriptHash.interim(crypto, context.confirmedTranscriptHash(), tag),
          reInit);
    }

    @Override
    public void close() {
      joiner.close();
    }
  }

  /// @param commit signed; its tag, if it has one, is not looked at
  /// @param provisional the new context but for the transcript
  Reached reach(AuthenticatedContent commit, GroupContext provisional, Input input) {
    Bytes transcript = TranscriptHash.confirmed(crypto, interim, commit);
    GroupContext context = provisional.withConfirmedTranscriptHash(transcript);
    var schedule = new KeySchedule(crypto);
    Secret joiner = schedule.joinerSecret(input.init(), input.commit(), context);
    return new Reached(crypto, context, schedule.epoch(joiner, input.psk(), context), joiner);
  }
}
