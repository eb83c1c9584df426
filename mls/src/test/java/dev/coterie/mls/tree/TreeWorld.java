package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.UpdatePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A group as far as its tree goes: every member with its private keys, real signatures and HPKE,
/// and commits that all of them process.
final class TreeWorld {
  /// A member's private side.
  record Person(SignatureKeyPair keys, PrivateTree secrets) {}

  /// A signed leaf and the keys behind it.
  record Newcomer(LeafNode leaf, SignatureKeyPair keys, HpkePrivateKey leafKey) {}

  final SuiteCrypto crypto;
  final TestRandom random;
  final Map<LeafIndex, Person> people = new TreeMap<>();
  RatchetTree tree;

  TreeWorld(CipherSuite suite, long seed) {
    crypto = SuiteCrypto.of(suite);
    random = new TestRandom(seed);
    Newcomer founder = newcomer();
    tree = RatchetTree.of(suite, founder.leaf());
    people.put(new LeafIndex(0), person(founder, new LeafIndex(0)));
  }

  /// A world of some members, added at once.
  static TreeWorld of(CipherSuite suite, int members) {
    TreeWorld world = new TreeWorld(suite, 1);
    world.commit(new LeafIndex(0), List.of(), members - 1);
    return world;
  }

  Newcomer newcomer() {
    SignatureKeyPair keys = crypto.generateSignatureKeyPair(random);
    HpkeKeyPair leafKeys = crypto.generateKeyPair(random);
    LeafNode leaf =
        draft(keys, leafKeys.publicKey(), new LeafNodeSource.KeyPackage(TestLeaves.ALWAYS))
            .sign(crypto, keys.privateKey());
    return new Newcomer(leaf, keys, leafKeys.privateKey());
  }

  private LeafNode.Draft draft(
      SignatureKeyPair keys, HpkePublicKey encryptionKey, LeafNodeSource source) {
    return new LeafNode.Draft(
        encryptionKey,
        keys.publicKey(),
        new Credential.Basic(keys.publicKey().value().slice(0, 4)),
        TestLeaves.capabilities(crypto.suite()),
        source,
        List.of());
  }

  private static Person person(Newcomer newcomer, LeafIndex at) {
    return new Person(newcomer.keys(), PrivateTree.of(at, newcomer.leafKey()));
  }

  LeafNode signed(LeafIndex at, HpkePublicKey key, LeafNodeSource source) {
    SignatureKeyPair keys = person(at).keys();
    return draft(keys, key, source).sign(crypto, keys.privateKey(), TestLeaves.GROUP, at);
  }

  Person person(LeafIndex at) {
    return Optional.ofNullable(people.get(at)).orElseThrow();
  }

  LeafValidator validator() {
    return LeafValidator.of(
        crypto, TestLeaves.GROUP, List.of(), LifetimePolicy.RECOMMENDED, Instant.ofEpochSecond(1));
  }

  PathDraft draftPath(RatchetTree proposed, LeafIndex committer) {
    return PathDraft.make(
        proposed,
        committer,
        (key, parentHash) -> signed(committer, key, new LeafNodeSource.Commit(parentHash)),
        crypto,
        random);
  }

  /// A member's own Update, committed by somebody else without a path.
  void update(LeafIndex at) {
    HpkeKeyPair fresh = crypto.generateKeyPair(random);
    LeafNode leaf = signed(at, fresh.publicKey(), new LeafNodeSource.Update());
    validator().inUpdate(leaf, at, tree.leaf(at).orElseThrow());
    people.put(
        at, new Person(person(at).keys(), person(at).secrets().withLeafKey(fresh.privateKey())));
    withoutPath(tree.update(at, leaf));
  }

  /// Newcomers without a path: they are unmerged everywhere above.
  void add(int count) {
    List<Newcomer> newcomers = newcomers(count);
    var added = tree.addAll(newcomers.stream().map(Newcomer::leaf).toList());
    withoutPath(added.tree());
    for (int i = 0; i < count; i++) {
      people.put(added.indexes().get(i), person(newcomers.get(i), added.indexes().get(i)));
    }
    requireInvariant();
  }

  private List<Newcomer> newcomers(int count) {
    List<Newcomer> newcomers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      newcomers.add(newcomer());
    }
    return newcomers;
  }

  private void withoutPath(RatchetTree next) {
    tree = next;
    people.replaceAll(
        (at, person) -> new Person(person.keys(), person.secrets().keepingOnly(tree)));
    requireInvariant();
  }

  /// A commit with a path that removes and adds, processed or joined by everybody.
  void commit(LeafIndex committer, List<LeafIndex> removed, int addCount) {
    RatchetTree proposed = tree;
    for (LeafIndex gone : removed) {
      proposed = proposed.remove(gone);
      people.remove(gone);
    }
    List<Newcomer> newcomers = newcomers(addCount);
    var added = proposed.addAll(newcomers.stream().map(Newcomer::leaf).toList());
    Set<LeafIndex> fresh = new HashSet<>(added.indexes());
    try (PathDraft draft = draftPath(added.tree(), committer)) {
      Bytes context = draft.tree().treeHash(crypto);
      UpdatePath path =
          UpdatePath.CODEC.decode(
              UpdatePath.CODEC.encode(draft.encryptTo(context, fresh, random, FanOut.INLINE)));
      MergedPath merged = MergedPath.merge(added.tree(), committer, path, fresh, crypto);
      validator().inPath(path.leafNode(), committer, tree.leaf(committer));
      assertThat(merged.tree().treeHash(crypto)).isEqualTo(context);
      openByAll(committer, merged, context, draft);
      tree = merged.tree();
      people.put(committer, new Person(person(committer).keys(), draft.privateTree()));
      for (int i = 0; i < addCount; i++) {
        join(added.indexes().get(i), newcomers.get(i), committer, draft);
      }
    }
    requireInvariant();
  }

  private void openByAll(LeafIndex committer, MergedPath merged, Bytes context, PathDraft draft) {
    try (Secret expected = draft.commitSecret()) {
      people.replaceAll(
          (at, person) -> {
            if (at.equals(committer)) {
              return person;
            }
            var opened = merged.open(person.secrets(), context);
            assertThat(opened.commitSecret().matches(expected)).isTrue();
            person.secrets().wipeUnless(opened.privateTree());
            return new Person(person.keys(), opened.privateTree());
          });
    }
  }

  private void join(LeafIndex at, Newcomer newcomer, LeafIndex committer, PathDraft draft) {
    RatchetTree received = RatchetTree.fromExtension(tree.suite(), tree.toExtension());
    JoinCheck.all(received, tree.treeHash(crypto), validator(), crypto, FanOut.INLINE);
    PrivateTree secrets =
        PrivateTree.welcomed(
            received, at, newcomer.leafKey(), committer, draft.pathSecretFor(at), crypto);
    people.put(at, new Person(newcomer.keys(), secrets));
  }

  /// RFC 9420 §4.2: a member holds the keys of exactly those ancestors that are not blank and do
  /// not list it as unmerged. (TR-25)
  private void requireInvariant() {
    people.forEach(
        (at, person) -> {
          for (int level = 0; 1 << level <= tree.leafCount(); level++) {
            NodeIndex node = NodeIndex.of(TreeMath.ancestor(at.value(), level));
            boolean merged =
                tree.parent(node)
                    .map(parent -> !parent.unmergedLeaves().contains(at))
                    .orElse(false);
            Optional<HpkePublicKey> held =
                person.secrets().key(node).map(HpkePrivateKey::publicKey);
            assertThat(held)
                .isEqualTo(level == 0 || merged ? tree.encryptionKey(node) : Optional.empty());
          }
          List<NodeRow> rows = person.secrets().rows(KeyExport.dangerously());
          assertThat(PrivateTree.fromRows(tree, at, rows, crypto).size())
              .isEqualTo(person.secrets().size());
        });
  }
}
