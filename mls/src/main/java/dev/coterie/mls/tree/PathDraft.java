package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.message.UpdatePathNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A committer's fresh keys (RFC 9420 §7.4 to §7.6), in two steps, since encryption needs a group
/// context that names the tree with the keys in it:
///
/// ```
///   tree after proposals ──make──▶ PathDraft ──tree().treeHash──▶ provisional context
///                                      │                               │
///                                      └──────── encryptTo ◀───────────┘ ──▶ UpdatePath
/// ```
///
/// Closing it wipes the path secrets; the private keys live on in [#privateTree].
public final class PathDraft implements AutoCloseable {
  /// The label under which path secrets are encrypted.
  static final String LABEL = "UpdatePathNode";

  /// Makes and signs the committer's new leaf: source `commit`, this key and this parent hash.
  @FunctionalInterface
  public interface LeafMaker {
    /// The signed leaf.
    LeafNode make(HpkePublicKey encryptionKey, Bytes parentHash);
  }

  private final SuiteCrypto crypto;
  private final RatchetTree tree;
  private final PrivateTree privateTree;
  private final List<PathStep> steps;
  private final LeafNode leaf;
  private final PathChain chain;

  private PathDraft(
      SuiteCrypto crypto,
      RatchetTree tree,
      PrivateTree privateTree,
      List<PathStep> steps,
      LeafNode leaf,
      PathChain chain) {
    this.crypto = crypto;
    this.tree = tree;
    this.privateTree = privateTree;
    this.steps = steps;
    this.leaf = leaf;
    this.chain = chain;
  }

  /// Draws fresh keys for a leaf and its filtered direct path.
  ///
  /// @param proposed the tree after the commit's proposals
  /// @param committer where the committer sits, or, joining from outside, is going to sit
  public static PathDraft make(
      RatchetTree proposed,
      LeafIndex committer,
      LeafMaker leafMaker,
      SuiteCrypto crypto,
      RandomSource random) {
    List<PathStep> steps = TreeWalk.filteredPath(proposed, committer);
    List<NodeIndex> nodes = steps.stream().map(step -> step.at().node()).toList();
    HpkeKeyPair leafKeys = crypto.generateKeyPair(random);
    proposed.meter().add(TreeMeter.Cost.KEY_PAIRS, 1);
    PathChain chain =
        PathChain.derive(nodes, random.secret(crypto.suite().hashSize()), crypto, proposed.meter());
    try {
      var parents = new ParentHashes(proposed.hashes(crypto)).chain(steps, chain.publicKeys());
      LeafNode leaf = leafMaker.make(leafKeys.publicKey(), parents.leafParentHash());
      RatchetTree tree = proposed.withPath(committer, leaf, parents.parents());
      PrivateTree secrets =
          PrivateTree.of(committer, leafKeys.privateKey()).with(chain.privateKeys());
      return new PathDraft(crypto, tree, secrets, steps, leaf, chain);
    } catch (RuntimeException failed) {
      chain.discard();
      leafKeys.privateKey().close();
      throw failed;
    }
  }

  /// The tree with the path in it.
  public RatchetTree tree() {
    return tree;
  }

  /// The committer's private keys for it. Whoever drops the commit wipes them.
  public PrivateTree privateTree() {
    return privateTree;
  }

  /// What the path contributes to the new epoch; a copy that the caller closes.
  public Secret commitSecret() {
    return chain.commitSecret();
  }

  /// Encrypts each path secret to those who should have it.
  ///
  /// @param provisionalContext encoded group context: new epoch, tree hash and extensions, old
  ///   transcript
  /// @param added leaves that this commit adds: they get their secret by the welcome
  /// @param random thread-safe, if `fanOut` uses threads
  /// @param fanOut carries out the encryptions
  public UpdatePath encryptTo(
      Bytes provisionalContext, Set<LeafIndex> added, RandomSource random, FanOut fanOut) {
    List<List<HpkePublicKey>> recipients = new ArrayList<>();
    List<Supplier<HpkeCiphertext>> tasks = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Secret secret = chain.links().get(i).secret();
      List<HpkePublicKey> keys =
          recipients(steps.get(i), added).stream().map(Recipient::key).toList();
      recipients.add(keys);
      for (HpkePublicKey key : keys) {
        tasks.add(() -> crypto.encryptWithLabel(key, LABEL, provisionalContext, secret, random));
      }
    }
    tree.meter().add(TreeMeter.Cost.HPKE_SEALS, tasks.size());
    Iterator<HpkeCiphertext> sealed = fanOut.all(tasks).iterator();
    List<UpdatePathNode> nodes = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      List<HpkeCiphertext> ciphertexts =
          recipients.get(i).stream().map(key -> sealed.next()).toList();
      nodes.add(new UpdatePathNode(chain.links().get(i).keys().publicKey(), ciphertexts));
    }
    return new UpdatePath(leaf, nodes);
  }

  /// The path secret that a welcome gives to a new member: that of the lowest common ancestor
  /// (§12.4.3.1). A copy that the caller closes.
  public Optional<Secret> pathSecretFor(LeafIndex joiner) {
    return chain.links().stream()
        .filter(link -> TreeMath.covers(link.node().value(), joiner.value()))
        .findFirst()
        .map(link -> link.secret().copy());
  }

  /// A node that a path secret goes to.
  ///
  /// @param node where it stands
  /// @param key its encryption key
  record Recipient(NodeIndex node, HpkePublicKey key) {}

  /// The resolution of a step's copath child without the leaves that the commit adds (§7.6).
  static List<Recipient> recipients(PathStep step, Set<LeafIndex> added) {
    return TreeWalk.resolution(step.copath())
        .filter(at -> at.height() > 0 || !added.contains(new LeafIndex(at.firstLeaf())))
        .map(at -> new Recipient(at.node(), at.encryptionKey()))
        .toList();
  }

  @Override
  public void close() {
    chain.close();
  }
}
