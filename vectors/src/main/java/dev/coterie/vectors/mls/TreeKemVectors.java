package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.UpdatePath;
import dev.coterie.mls.tree.FanOut;
import dev.coterie.mls.tree.MergedPath;
import dev.coterie.mls.tree.NodeIndex;
import dev.coterie.mls.tree.NodeRow;
import dev.coterie.mls.tree.PathDraft;
import dev.coterie.mls.tree.PrivateTree;
import dev.coterie.mls.tree.RatchetTree;
import dev.coterie.mls.tree.TreeMath;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Paths, received and made, RFC 9420 §7.5 and §7.6.
final class TreeKemVectors implements VectorKind {
  @Override
  public String name() {
    return "treekem";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "ratchet_tree", "leaves_private", "update_paths");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    var tree = RatchetTree.fromExtension(crypto.suite(), vector.hex("ratchet_tree"));
    Map<LeafIndex, Member> members = new TreeMap<>();
    for (var leaf : vector.array("leaves_private").objects()) {
      var member = Member.of(crypto, tree, leaf);
      members.put(member.keys.self(), member);
    }
    var world = new World(crypto, tree, members, vector);
    vector.array("update_paths").objects().forEach(world::path);
  }

  /// A leaf's private keys.
  private record Member(PrivateTree keys, Bytes signatureKey) {
    static Member of(SuiteCrypto crypto, RatchetTree tree, Json.Obj vector) {
      var self = new LeafIndex(vector.small("index"));
      var rows = new ArrayList<NodeRow>();
      rows.add(row(NodeIndex.of(self), filled(crypto, vector.hex("encryption_priv"))));
      for (var step : vector.array("path_secrets").objects()) {
        try (var pathSecret = Secret.copyOf(step.hex("path_secret"));
            var nodeSecret = crypto.deriveSecret(pathSecret, "node");
            var pair = crypto.deriveKeyPair(nodeSecret)) {
          rows.add(row(new NodeIndex(step.small("node")), octets(pair.privateKey())));
        }
      }
      try (var signer = VectorKeys.signature(crypto, vector.hex("signature_priv"))) {
        Expect.holds(
            "signature_priv of leaf " + self,
            tree.leaf(self).map(LeafNode::signatureKey).equals(Optional.of(signer.publicKey())));
      }
      return new Member(
          PrivateTree.fromRows(tree, self, rows, crypto), vector.hex("signature_priv"));
    }

    private static NodeRow row(NodeIndex node, Bytes key) {
      return new NodeRow(node, key);
    }

    private static Bytes filled(SuiteCrypto crypto, Bytes key) {
      try (var imported = VectorKeys.hpke(crypto, key)) {
        return octets(imported);
      }
    }

    private static Bytes octets(HpkePrivateKey key) {
      return key.secret().export(KeyExport.dangerously());
    }
  }

  private record World(
      SuiteCrypto crypto, RatchetTree tree, Map<LeafIndex, Member> members, Json.Obj vector) {
    void path(Json.Obj expected) {
      var sender = new LeafIndex(expected.small("sender"));
      var path = Expect.roundTrip("update_path", UpdatePath.CODEC, expected.hex("update_path"));
      var merged = MergedPath.merge(tree, sender, path, Set.of(), crypto);
      Expect.same(
          "tree hash after", expected.hex("tree_hash_after"), merged.tree().treeHash(crypto));
      Bytes context = context(merged.tree());
      var secrets = expected.array("path_secrets").items();
      for (var member : members.values()) {
        var self = member.keys.self();
        if (!self.equals(sender)) {
          var opened = merged.open(member.keys, context);
          Expect.same(
              "commit secret of leaf " + self,
              expected.hex("commit_secret"),
              opened.commitSecret());
          pathSecret(secrets.get(self.value()), sender, opened.privateTree());
        }
      }
      ownPath(sender);
    }

    /// The secret that a member decrypted shows in the key that it now holds for the lowest node
    /// that it shares with the sender.
    private void pathSecret(Json expected, LeafIndex sender, PrivateTree opened) {
      if (!(expected instanceof Json.Text(var digits))) {
        throw new VectorException("no path secret for leaf " + opened.self());
      }
      var node =
          tree.filteredDirectPath(sender).stream()
              .filter(each -> TreeMath.covers(each.value(), opened.self().value()))
              .findFirst()
              .orElseThrow(() -> new VectorException("no common ancestor"));
      try (var pathSecret = Secret.copyOf(Bytes.fromHex(digits));
          var nodeSecret = crypto.deriveSecret(pathSecret, "node");
          var pair = crypto.deriveKeyPair(nodeSecret)) {
        Optional<HpkePublicKey> held = opened.key(node).map(key -> key.publicKey());
        Expect.holds(
            "path secret of leaf " + opened.self(), held.equals(Optional.of(pair.publicKey())));
      }
    }

    private void ownPath(LeafIndex sender) {
      var committer = members.get(sender);
      if (committer == null) {
        throw new VectorException("no private keys of leaf " + sender);
      }
      var random = RandomSource.system();
      try (var draft =
          PathDraft.make(
              tree, sender, (key, hash) -> leaf(committer, sender, key, hash), crypto, random)) {
        Bytes context = context(draft.tree());
        var path = draft.encryptTo(context, Set.of(), random, FanOut.INLINE);
        var merged = MergedPath.merge(tree, sender, path, Set.of(), crypto);
        Expect.same("our tree", draft.tree().treeHash(crypto), merged.tree().treeHash(crypto));
        try (var commitSecret = draft.commitSecret()) {
          for (var member : members.values()) {
            if (!member.keys.self().equals(sender)) {
              Expect.holds(
                  "commit secret of our path",
                  merged.open(member.keys, context).commitSecret().matches(commitSecret));
            }
          }
        }
      }
    }

    private LeafNode leaf(Member committer, LeafIndex sender, HpkePublicKey key, Bytes parentHash) {
      var old = tree.leaf(sender).orElseThrow(() -> new VectorException("a blank sender"));
      try (var signatureKey = VectorKeys.signature(crypto, committer.signatureKey)) {
        return new LeafNode.Draft(
                key,
                old.signatureKey(),
                old.credential(),
                old.capabilities(),
                new LeafNodeSource.Commit(parentHash),
                old.extensions())
            .sign(crypto, signatureKey, new GroupId(vector.hex("group_id")), sender);
      }
    }

    private Bytes context(RatchetTree after) {
      return new GroupContext(
              ProtocolVersion.MLS10,
              SuiteId.of(crypto.suite()),
              new GroupId(vector.hex("group_id")),
              new Epoch(vector.number("epoch")),
              after.treeHash(crypto),
              vector.hex("confirmed_transcript_hash"),
              List.of())
          .encode();
    }
  }
}
