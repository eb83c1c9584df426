package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.tree.NodeIndex;
import dev.coterie.mls.tree.PathDraft;
import dev.coterie.mls.tree.RatchetTree;
import dev.coterie.mls.tree.TreeMath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A tree that grows as in a group, and what each of its members knows. There are no messages and
/// nothing is secret: what is drawn goes into a file.
final class SampleTree {
  /// What a member knows.
  ///
  /// @param signer its signature keys
  /// @param leafKey its leaf's private key
  /// @param pathSecrets the path secrets that it can derive, by their node
  record Seat(SignatureKeyPair signer, Secret leafKey, SortedMap<NodeIndex, Bytes> pathSecrets) {}

  /// Somebody who is not in the tree yet.
  ///
  /// @param keyPackage what it published
  /// @param signer its signature keys
  /// @param leafKey the private key of its leaf
  record Guest(KeyPackage keyPackage, SignatureKeyPair signer, Secret leafKey) {}

  private final SuiteCrypto crypto;
  private final RandomSource random;
  private final GroupId group;
  private final SortedMap<LeafIndex, Seat> seats = new TreeMap<>();
  private RatchetTree tree;
  private int drawn;

  /// One member.
  SampleTree(GroupId group, SuiteCrypto crypto, RandomSource random) {
    this.crypto = crypto;
    this.random = random;
    this.group = group;
    Guest founder = guest();
    this.tree = RatchetTree.of(crypto.suite(), founder.keyPackage.leafNode());
    seats.put(new LeafIndex(0), seat(founder));
  }

  /// As many members as asked for, each added by a commit of the first one.
  static SampleTree of(int members, GroupId group, SuiteCrypto crypto, RandomSource random) {
    var made = new SampleTree(group, crypto, random);
    while (made.seats.size() < members) {
      made.add();
      made.commit(0);
    }
    return made;
  }

  GroupId group() {
    return group;
  }

  RatchetTree tree() {
    return tree;
  }

  Map<LeafIndex, Seat> seats() {
    return seats;
  }

  /// Makes somebody who could be added.
  Guest guest() {
    SignatureKeyPair signer = crypto.generateSignatureKeyPair(random);
    HpkeKeyPair leaf = crypto.generateKeyPair(random);
    LeafNode node =
        draft(
                leaf.publicKey(),
                signer,
                "member " + drawn++,
                new LeafNodeSource.KeyPackage(SampleGroup.LIFETIME))
            .sign(crypto, signer.privateKey());
    KeyPackage made =
        KeyPackage.sign(
            crypto,
            signer.privateKey(),
            crypto.generateKeyPair(random).publicKey(),
            node,
            List.of());
    return new Guest(made, signer, leaf.privateKey().secret());
  }

  /// Adds somebody without a path, so that its leaf is unmerged above.
  LeafIndex add() {
    return add(guest());
  }

  LeafIndex add(Guest guest) {
    var added = tree.add(guest.keyPackage.leafNode());
    tree = added.tree();
    seats.put(added.index(), seat(guest));
    return added.index();
  }

  /// Removes a member; what it knew goes with it, and its path is blank.
  void remove(int leaf) {
    var gone = new LeafIndex(leaf);
    tree = tree.remove(gone);
    seats.remove(gone);
    forgetBlanks();
  }

  /// A fresh leaf for an Update of a member, and its private key.
  ///
  /// @param leaf signed for its place
  /// @param key the private key
  record Fresh(LeafNode leaf, Secret key) {}

  Fresh freshLeaf(LeafIndex member) {
    Seat seat = seat(member);
    HpkeKeyPair keys = crypto.generateKeyPair(random);
    LeafNode leaf =
        draft(keys.publicKey(), seat.signer, nameOf(member), new LeafNodeSource.Update())
            .sign(crypto, seat.signer.privateKey(), group, member);
    return new Fresh(leaf, keys.privateKey().secret());
  }

  /// Replaces a member's leaf as an Update does.
  void update(int leaf) {
    var member = new LeafIndex(leaf);
    Fresh fresh = freshLeaf(member);
    tree = tree.update(member, fresh.leaf);
    seats.put(member, new Seat(seat(member).signer, fresh.key, new TreeMap<>()));
    forgetBlanks();
  }

  /// Renews the path of a member.
  void commit(int leaf) {
    var sender = new LeafIndex(leaf);
    try (var path = path(sender)) {
      tree = path.tree();
      SignatureKeyPair signer = seat(sender).signer;
      Secret leafKey = path.privateTree().key(NodeIndex.of(sender)).orElseThrow().secret();
      seats.put(sender, new Seat(signer, leafKey, new TreeMap<>()));
      seats.forEach((member, seat) -> learn(path, sender, member, seat));
      forgetBlanks();
    }
  }

  /// A path of a member that is not applied. The caller closes it.
  PathDraft path(LeafIndex sender) {
    Seat seat = seat(sender);
    return PathDraft.make(
        tree,
        sender,
        (key, parentHash) ->
            draft(key, seat.signer, nameOf(sender), new LeafNodeSource.Commit(parentHash))
                .sign(crypto, seat.signer.privateKey(), group, sender),
        crypto,
        random);
  }

  /// The secret that a member gets out of a path, and all above it.
  private void learn(PathDraft path, LeafIndex sender, LeafIndex member, Seat seat) {
    Optional<Secret> lowest = path.pathSecretFor(member);
    if (lowest.isEmpty()) {
      return;
    }
    Secret secret = lowest.get();
    for (NodeIndex node : tree.filteredDirectPath(sender)) {
      if (TreeMath.covers(node.value(), member.value())) {
        seat.pathSecrets.put(node, secret.export(KeyExport.dangerously()));
        secret = crypto.deriveSecret(secret, "path");
      }
    }
  }

  /// Drops path secrets of nodes that are blank or have another key by now.
  private void forgetBlanks() {
    for (Seat seat : seats.values()) {
      seat.pathSecrets
          .entrySet()
          .removeIf(
              known ->
                  !tree.encryptionKey(known.getKey())
                      .equals(Optional.of(publicKey(known.getValue()))));
    }
  }

  private HpkePublicKey publicKey(Bytes pathSecret) {
    try (Secret path = Secret.copyOf(pathSecret);
        Secret node = crypto.deriveSecret(path, "node");
        HpkeKeyPair pair = crypto.deriveKeyPair(node)) {
      return pair.publicKey();
    }
  }

  private Seat seat(LeafIndex member) {
    return Optional.ofNullable(seats.get(member)).orElseThrow();
  }

  private static Seat seat(Guest guest) {
    return new Seat(guest.signer, guest.leafKey, new TreeMap<>());
  }

  private String nameOf(LeafIndex member) {
    return tree.leaf(member).orElseThrow().credential() instanceof Credential.Basic(var name)
        ? name.utf8()
        : "";
  }

  private LeafNode.Draft draft(
      HpkePublicKey key, SignatureKeyPair signer, String name, LeafNodeSource source) {
    return new LeafNode.Draft(
        key,
        signer.publicKey(),
        new Credential.Basic(Bytes.ofUtf8(name)),
        new Capabilities(
            List.of(ProtocolVersion.MLS10.code()),
            List.of(crypto.suite().code()),
            List.of(),
            List.of(),
            List.of(Credential.Basic.TYPE)),
        source,
        List.of());
  }
}
