package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.UpdatePath;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The working group's vectors for trees, all suites that they hold.
class VectorTest {
  private static SuiteCrypto crypto(VectorFile.Case vector) {
    return SuiteCrypto.of(CipherSuite.of(vector.number("cipher_suite")).orElseThrow());
  }

  private static LeafValidator validator(SuiteCrypto crypto, GroupId group) {
    return LeafValidator.of(
        crypto, group, List.of(), LifetimePolicy.RECOMMENDED, Instant.ofEpochSecond(1));
  }

  @Test
  void treeOperations_officialVectors_agree() {
    for (var vector : VectorFile.read("tree-operations.json")) {
      SuiteCrypto crypto = crypto(vector);
      RatchetTree tree = RatchetTree.fromExtension(crypto.suite(), vector.bytes("tree_before"));
      assertThat(tree.treeHash(crypto)).isEqualTo(vector.bytes("tree_hash_before"));
      LeafIndex sender = new LeafIndex(vector.number("proposal_sender"));
      RatchetTree after =
          switch (Proposal.CODEC.decode(vector.bytes("proposal"))) {
            case Proposal.Add(var keyPackage) -> tree.add(keyPackage.leafNode()).tree();
            case Proposal.Update(var leaf) -> tree.update(sender, leaf);
            case Proposal.Remove(var removed) -> tree.remove(removed);
            default -> throw new AssertionError("another proposal");
          };
      assertThat(after.toExtension()).isEqualTo(vector.bytes("tree_after"));
      assertThat(after.treeHash(crypto)).isEqualTo(vector.bytes("tree_hash_after"));
    }
  }

  @Test
  void treeValidation_officialVectors_agree() {
    for (var vector : VectorFile.read("tree-validation.json")) {
      SuiteCrypto crypto = crypto(vector);
      RatchetTree tree = RatchetTree.fromExtension(crypto.suite(), vector.bytes("tree"));
      for (int i = 0; i < tree.width(); i++) {
        NodeIndex node = new NodeIndex(i);
        assertThat(tree.treeHash(crypto, node))
            .isEqualTo(Bytes.fromHex((String) vector.list("tree_hashes").get(i)));
        assertThat(tree.resolution(node).stream().map(at -> (long) at.value()).toList())
            .isEqualTo(vector.list("resolutions").get(i));
      }
      JoinCheck.all(
          tree,
          tree.treeHash(crypto),
          validator(crypto, new GroupId(vector.bytes("group_id"))),
          crypto,
          FanOut.INLINE);
    }
  }

  @Test
  void treeKem_officialVectors_agree() {
    for (var vector : VectorFile.read("treekem.json")) {
      SuiteCrypto crypto = crypto(vector);
      RatchetTree tree = RatchetTree.fromExtension(crypto.suite(), vector.bytes("ratchet_tree"));
      Map<LeafIndex, PrivateTree> members = new HashMap<>();
      Map<LeafIndex, SignaturePrivateKey> signers = new HashMap<>();
      for (var leaf : vector.cases("leaves_private")) {
        LeafIndex at = new LeafIndex(leaf.number("index"));
        members.put(at, privateTree(tree, at, leaf, crypto));
        signers.put(
            at, crypto.importSignaturePrivateKey(Secret.copyOf(leaf.bytes("signature_priv"))));
      }
      for (var update : vector.cases("update_paths")) {
        processPath(vector, tree, members, update, crypto);
        LeafIndex sender = new LeafIndex(update.number("sender"));
        createPath(
            vector,
            tree,
            members,
            sender,
            Optional.ofNullable(signers.get(sender)).orElseThrow(),
            crypto);
      }
    }
  }

  private static PrivateTree privateTree(
      RatchetTree tree, LeafIndex at, VectorFile.Case leaf, SuiteCrypto crypto) {
    HpkePrivateKey leafKey =
        crypto.importHpkePrivateKey(Secret.copyOf(leaf.bytes("encryption_priv")));
    Map<NodeIndex, HpkePrivateKey> keys = new HashMap<>();
    for (var entry : leaf.cases("path_secrets")) {
      Secret pathSecret = Secret.copyOf(entry.bytes("path_secret"));
      HpkeKeyPair pair = crypto.deriveKeyPair(crypto.deriveSecret(pathSecret, "node"));
      NodeIndex node = new NodeIndex(entry.number("node"));
      assertThat(tree.encryptionKey(node)).contains(pair.publicKey());
      keys.put(node, pair.privateKey());
    }
    PrivateTree secrets = PrivateTree.of(at, leafKey).with(keys);
    assertThat(secrets.keepingOnly(tree).size()).isEqualTo(keys.size() + 1);
    return secrets;
  }

  private static Bytes context(VectorFile.Case vector, Bytes treeHash, SuiteCrypto crypto) {
    return GroupContext.CODEC.encode(
        new GroupContext(
            ProtocolVersion.MLS10,
            SuiteId.of(crypto.suite()),
            new GroupId(vector.bytes("group_id")),
            new Epoch(vector.number("epoch")),
            treeHash,
            vector.bytes("confirmed_transcript_hash"),
            List.of()));
  }

  private static void processPath(
      VectorFile.Case vector,
      RatchetTree tree,
      Map<LeafIndex, PrivateTree> members,
      VectorFile.Case update,
      SuiteCrypto crypto) {
    LeafIndex sender = new LeafIndex(update.number("sender"));
    UpdatePath path = UpdatePath.CODEC.decode(update.bytes("update_path"));
    // The leaves of suite 7 do not list their own suite, so a LeafValidator would refuse them.
    assertThat(path.leafNode().verify(crypto, new GroupId(vector.bytes("group_id")), sender))
        .isTrue();
    MergedPath merged = MergedPath.merge(tree, sender, path, Set.of(), crypto);
    assertThat(merged.tree().treeHash(crypto)).isEqualTo(update.bytes("tree_hash_after"));
    Bytes context = context(vector, update.bytes("tree_hash_after"), crypto);
    members.forEach(
        (at, secrets) -> {
          if (!at.equals(sender)) {
            var opened = merged.open(secrets, context);
            assertThat(opened.commitSecret().matches(update.bytes("commit_secret"))).isTrue();
            Secret expected =
                Secret.copyOf(Bytes.fromHex((String) update.list("path_secrets").get(at.value())));
            NodeIndex entry = NodeIndex.of(TreeMath.commonAncestor(at.value(), sender.value()));
            assertThat(opened.privateTree().key(entry).orElseThrow().publicKey())
                .isEqualTo(crypto.deriveKeyPair(crypto.deriveSecret(expected, "node")).publicKey());
          }
        });
  }

  private static void createPath(
      VectorFile.Case vector,
      RatchetTree tree,
      Map<LeafIndex, PrivateTree> members,
      LeafIndex sender,
      SignaturePrivateKey signer,
      SuiteCrypto crypto) {
    LeafNode old = tree.leaf(sender).orElseThrow();
    TestRandom random = new TestRandom(sender.value());
    PathDraft.LeafMaker maker =
        (key, parentHash) ->
            new LeafNode.Draft(
                    key,
                    old.signatureKey(),
                    old.credential(),
                    old.capabilities(),
                    new LeafNodeSource.Commit(parentHash),
                    old.extensions())
                .sign(crypto, signer, new GroupId(vector.bytes("group_id")), sender);
    try (PathDraft draft = PathDraft.make(tree, sender, maker, crypto, random);
        Secret expected = draft.commitSecret()) {
      Bytes context = context(vector, draft.tree().treeHash(crypto), crypto);
      UpdatePath path = draft.encryptTo(context, Set.of(), random, FanOut.INLINE);
      MergedPath merged = MergedPath.merge(tree, sender, path, Set.of(), crypto);
      members.forEach(
          (at, secrets) -> {
            if (!at.equals(sender)) {
              assertThat(merged.open(secrets, context).commitSecret().matches(expected)).isTrue();
            }
          });
    }
  }
}
