package dev.coterie.mls.tree;

import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Path secrets from one node upwards, and what follows from them (RFC 9420 §7.4):
///
/// ```
///   path_secret[0] ──"path"──▶ path_secret[1] ──"path"──▶ … ──"path"──▶ commit_secret
///        │ "node"                   │ "node"
///        ▼                          ▼
///    node key pair              node key pair
/// ```
///
/// Closing it wipes the secrets but not the private keys, which go to a [PrivateTree].
final class PathChain implements AutoCloseable {
  /// @param node where the keys go
  /// @param secret its path secret
  /// @param keys its key pair
  record Link(NodeIndex node, Secret secret, HpkeKeyPair keys) {}

  private final List<Link> links;
  private final Secret commitSecret;

  private PathChain(List<Link> links, Secret commitSecret) {
    this.links = links;
    this.commitSecret = commitSecret;
  }

  /// Derives everything above one secret. Without nodes, the first secret is the commit secret.
  ///
  /// @param nodes upwards
  /// @param first the path secret of the first node; belongs to the chain from now on
  static PathChain derive(
      List<NodeIndex> nodes, Secret first, SuiteCrypto crypto, TreeMeter meter) {
    List<Link> links = new ArrayList<>(nodes.size());
    Secret current = first;
    try {
      for (NodeIndex node : nodes) {
        try (Secret nodeSecret = crypto.deriveSecret(current, "node")) {
          links.add(new Link(node, current, crypto.deriveKeyPair(nodeSecret)));
        }
        current = crypto.deriveSecret(current, "path");
      }
    } catch (RuntimeException failed) {
      new PathChain(links, current).discard();
      throw failed;
    }
    meter.add(TreeMeter.Cost.KEY_PAIRS, nodes.size());
    return new PathChain(links, current);
  }

  List<Link> links() {
    return links;
  }

  List<HpkePublicKey> publicKeys() {
    return links.stream().map(link -> link.keys().publicKey()).toList();
  }

  Map<NodeIndex, HpkePrivateKey> privateKeys() {
    Map<NodeIndex, HpkePrivateKey> keys = new HashMap<>();
    links.forEach(link -> keys.put(link.node(), link.keys().privateKey()));
    return keys;
  }

  /// A copy that belongs to the caller.
  Secret commitSecret() {
    return commitSecret.copy();
  }

  /// Wipes the private keys as well: nobody is going to use them.
  void discard() {
    links.forEach(link -> link.keys().privateKey().close());
    close();
  }

  @Override
  public void close() {
    links.forEach(link -> link.secret().close());
    commitSecret.close();
  }
}
