package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.tree.FanOut;
import dev.coterie.mls.tree.PathDraft;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What no honest member can make: a commit that opens for everybody, with the right signature, and
/// whose path secrets open for nobody.
public final class UnusableCommit {
  private UnusableCommit() {}

  /// The commit, by whoever holds this group.
  public static Bytes by(MlsGroup group, RandomSource random) {
    GroupState state = group.state();
    EpochState epoch = state.epoch();
    SuiteCrypto crypto = SuiteCrypto.of(group.suite());
    try (PathDraft draft =
        PathDraft.make(
            epoch.tree(),
            epoch.self(),
            (key, parentHash) ->
                OwnLeaf.inPath(
                    crypto,
                    group.identity(),
                    key,
                    parentHash,
                    epoch.context(),
                    epoch.self(),
                    random),
            crypto,
            random)) {
      var path = draft.encryptTo(Bytes.ofUtf8("another epoch"), Set.of(), random, FanOut.INLINE);
      var sealer = new HandshakeSealer(crypto, group.identity(), state, random);
      var signed = sealer.sign(new Commit(List.of(), Optional.of(path)), Bytes.EMPTY);
      var auth =
          FramedContentAuthData.confirmed(
              signed.signature(), random.bytes(group.suite().hashSize()));
      return sealer.seal(new AuthenticatedContent(signed.format(), signed.content(), auth)).bytes();
    }
  }
}
