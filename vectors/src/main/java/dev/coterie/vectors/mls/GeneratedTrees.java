package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.tree.FanOut;
import dev.coterie.mls.tree.NodeIndex;
import dev.coterie.mls.tree.PathDraft;
import dev.coterie.mls.tree.RatchetTree;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes vectors of trees: valid ones, single proposals on them, paths through them.
final class GeneratedTrees {
  private static final long EPOCH = 7;

  /// Vectors of operations do not say which group the tree belongs to, though an Update is signed
  /// for one. mls-rs verifies that signature all the same, with this name.
  private static final GroupId UNSAID = new GroupId(Bytes.ofUtf8("group"));

  private final SuiteCrypto crypto;
  private final RandomSource random;

  GeneratedTrees(SuiteCrypto crypto, RandomSource random) {
    this.crypto = crypto;
    this.random = random;
  }

  private Json.Builder vector() {
    return Json.object().with("cipher_suite", crypto.suite().code());
  }

  private SampleTree members(int count) {
    return SampleTree.of(count, new GroupId(random.bytes(16)), crypto, random);
  }

  private SampleTree namedGroup(int count) {
    return SampleTree.of(count, UNSAID, crypto, random);
  }

  /// Trees in which everything occurs: full ones, blank leaves at the edge and inside, blank
  /// parents, and leaves that are unmerged at one level or several.
  private List<SampleTree> shapes() {
    SampleTree full = members(8);
    for (int leaf = 7; leaf >= 0; leaf--) {
      full.commit(leaf);
    }
    SampleTree gaps = members(7);
    gaps.remove(2);
    gaps.remove(5);
    gaps.commit(0);
    SampleTree shrunk = members(5);
    shrunk.remove(4);
    shrunk.commit(3);
    SampleTree refilled = members(6);
    refilled.remove(3);
    refilled.commit(1);
    refilled.add();
    refilled.update(4);
    return List.of(members(2), members(3), full, gaps, shrunk, refilled, unmerged());
  }

  /// Five members, the last two unmerged, one of them with a filled parent between it and the root.
  private SampleTree unmerged() {
    SampleTree tree = members(4);
    tree.remove(1);
    tree.commit(0);
    tree.add();
    tree.add();
    return tree;
  }

  /// One vector for each shape.
  List<Json.Obj> treeValidation() {
    return shapes().stream().map(this::treeValidation).toList();
  }

  private Json.Obj treeValidation(SampleTree sample) {
    RatchetTree tree = sample.tree();
    var resolutions = new ArrayList<Json>();
    var hashes = new ArrayList<Json>();
    for (int i = 0; i < tree.width(); i++) {
      var node = new NodeIndex(i);
      resolutions.add(
          new Json.Arr(
              tree.resolution(node).stream()
                  .<Json>map(each -> new Json.Num(each.value()))
                  .toList()));
      hashes.add(Json.of(tree.treeHash(crypto, node)));
    }
    return vector()
        .with("tree", tree.toExtension())
        .with("group_id", sample.group().value())
        .with("resolutions", resolutions)
        .with("tree_hashes", hashes)
        .build();
  }

  /// An Add into a gap and one that doubles the tree, an Update, a Remove inside and one at the
  /// edge, which halves the tree.
  List<Json.Obj> treeOperations() {
    SampleTree gap = namedGroup(4);
    gap.remove(1);
    SampleTree four = namedGroup(4);
    SampleTree five = namedGroup(5);
    Proposal update = new Proposal.Update(four.freshLeaf(new LeafIndex(2)).leaf());
    return List.of(
        treeOperation(gap, 0, new Proposal.Add(gap.guest().keyPackage())),
        treeOperation(four, 3, new Proposal.Add(four.guest().keyPackage())),
        treeOperation(four, 2, update),
        treeOperation(five, 0, new Proposal.Remove(new LeafIndex(1))),
        treeOperation(five, 1, new Proposal.Remove(new LeafIndex(4))));
  }

  private Json.Obj treeOperation(SampleTree sample, int sender, Proposal proposal) {
    RatchetTree before = sample.tree();
    RatchetTree after =
        switch (proposal) {
          case Proposal.Add(var keyPackage) -> before.add(keyPackage.leafNode()).tree();
          case Proposal.Update(var leaf) -> before.update(new LeafIndex(sender), leaf);
          case Proposal.Remove(var leaf) -> before.remove(leaf);
          case Proposal.PreSharedKey _,
              Proposal.ReInit _,
              Proposal.ExternalInit _,
              Proposal.GroupContextExtensions _ ->
              throw new IllegalArgumentException("changes no tree");
        };
    return vector()
        .with("tree_before", before.toExtension())
        .with("proposal", Proposal.CODEC.encode(proposal))
        .with("proposal_sender", sender)
        .with("tree_hash_before", before.treeHash(crypto))
        .with("tree_after", after.toExtension())
        .with("tree_hash_after", after.treeHash(crypto))
        .build();
  }

  /// Paths of every member through small trees of different shapes.
  List<Json.Obj> treeKem() {
    SampleTree gap = members(6);
    gap.remove(2);
    return List.of(treeKem(members(2)), treeKem(gap), treeKem(unmerged()));
  }

  private Json.Obj treeKem(SampleTree sample) {
    Bytes transcript = random.bytes(crypto.suite().hashSize());
    var leaves = new ArrayList<Json>();
    sample
        .seats()
        .forEach(
            (index, seat) -> {
              var known = new ArrayList<Json>();
              seat.pathSecrets()
                  .forEach(
                      (node, secret) ->
                          known.add(
                              Json.object()
                                  .with("node", node.value())
                                  .with("path_secret", secret)
                                  .build()));
              leaves.add(
                  Json.object()
                      .with("index", index.value())
                      .with("encryption_priv", MlsVectorGenerator.shown(seat.leafKey()))
                      .with(
                          "signature_priv",
                          MlsVectorGenerator.shown(seat.signer().privateKey().secret()))
                      .with("path_secrets", known)
                      .build());
            });
    List<Json.Obj> paths =
        sample.seats().keySet().stream().map(sender -> path(sample, sender, transcript)).toList();
    return vector()
        .with("group_id", sample.group().value())
        .with("epoch", EPOCH)
        .with("confirmed_transcript_hash", transcript)
        .with("ratchet_tree", sample.tree().toExtension())
        .with("leaves_private", leaves)
        .with("update_paths", paths)
        .build();
  }

  private Json.Obj path(SampleTree sample, LeafIndex sender, Bytes transcript) {
    try (PathDraft draft = sample.path(sender);
        Secret commitSecret = draft.commitSecret()) {
      Bytes hash = draft.tree().treeHash(crypto);
      Bytes context =
          new GroupContext(
                  ProtocolVersion.MLS10,
                  SuiteId.of(crypto.suite()),
                  sample.group(),
                  new Epoch(EPOCH),
                  hash,
                  transcript,
                  List.of())
              .encode();
      UpdatePath path = draft.encryptTo(context, Set.of(), random, FanOut.INLINE);
      var secrets = new ArrayList<Json>();
      for (int leaf = 0; leaf < sample.tree().leafCount(); leaf++) {
        secrets.add(pathSecret(sample, draft, sender, new LeafIndex(leaf)));
      }
      return Json.object()
          .with("sender", sender.value())
          .with("update_path", UpdatePath.CODEC.encode(path))
          .with("path_secrets", secrets)
          .with("commit_secret", MlsVectorGenerator.shown(commitSecret))
          .with("tree_hash_after", hash)
          .build();
    }
  }

  private static Json pathSecret(
      SampleTree sample, PathDraft draft, LeafIndex sender, LeafIndex leaf) {
    Optional<Secret> secret =
        leaf.equals(sender) || !sample.seats().containsKey(leaf)
            ? Optional.empty()
            : draft.pathSecretFor(leaf);
    return secret.map(MlsVectorGenerator::shown).map(Json::of).orElseGet(Json.Nothing::new);
  }
}
