package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.message.UpdatePathNode;
import dev.coterie.mls.tree.FanOut;
import dev.coterie.mls.tree.PathDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// A member that makes commits which are signed, tagged and framed as they should be, and in which
/// the secrets for some members are noise. No call of the library makes one, so it is put together
/// from the library's parts.
public final class Spoiler {
  private Spoiler() {}

  /// A commit without proposals.
  ///
  /// @param rows a copy of the member's state
  /// @param spoiled which steps of its path: 0 is what goes to the member beside it
  /// @return an MLSMessage
  public static Bytes commit(
      Identity identity, List<Put> rows, IntPredicate spoiled, RandomSource random, Instant now) {
    Engine engine = Engine.of(identity.suite());
    SuiteCrypto crypto = engine.crypto();
    GroupState state = new StateReader(engine, identity, rows).read();
    EpochState epoch = state.epoch();
    var terms =
        new ProposalList.Terms(crypto, epoch.self(), epoch.context(), CommitRequest.empty().link());
    Changes changes =
        new ProposalApplier(engine, epoch, now).apply(ProposalList.of(terms, List.of()));
    try (PathDraft draft =
            PathDraft.make(
                changes.tree(),
                epoch.self(),
                (key, parentHash) ->
                    OwnLeaf.inPath(
                        crypto, identity, key, parentHash, epoch.context(), epoch.self(), random),
                crypto,
                random);
        Secret commitSecret = draft.commitSecret()) {
      var assembly = new CommitAssembly(epoch, changes, epoch.self(), CommitAssembly.From.INSIDE);
      GroupContext provisional = assembly.provisional(draft.tree().treeHash(crypto));
      UpdatePath honest = draft.encryptTo(provisional.encode(), Set.of(), random, FanOut.INLINE);
      var sealer = new HandshakeSealer(crypto, identity, state, random);
      var unsealed =
          sealer.sign(new Commit(List.of(), Optional.of(spoil(honest, spoiled))), Bytes.EMPTY);
      try (Secret noPsk = PreSharedKeys.NONE.secret(crypto, List.of());
          var reached =
              new Transition(crypto, epoch.interimTranscriptHash())
                  .reach(
                      unsealed.untagged(),
                      provisional,
                      new Transition.Input(epoch.secrets().initSecret(), commitSecret, noPsk))) {
        var tagged =
            new AuthenticatedContent(
                unsealed.format(),
                unsealed.content(),
                FramedContentAuthData.confirmed(unsealed.signature(), reached.tag()));
        return sealer.seal(tagged).bytes();
      }
    }
  }

  private static UpdatePath spoil(UpdatePath honest, IntPredicate spoiled) {
    var nodes = new ArrayList<UpdatePathNode>();
    for (int i = 0; i < honest.nodes().size(); i++) {
      UpdatePathNode node = honest.nodes().get(i);
      nodes.add(
          spoiled.test(i)
              ? new UpdatePathNode(
                  node.encryptionKey(),
                  node.encryptedPathSecret().stream().map(Spoiler::noise).toList())
              : node);
    }
    return new UpdatePath(honest.leafNode(), nodes);
  }

  private static HpkeCiphertext noise(HpkeCiphertext text) {
    byte[] octets = text.ciphertext().toArray();
    octets[0] ^= 1;
    return new HpkeCiphertext(text.kemOutput(), Bytes.wrap(octets));
  }
}
