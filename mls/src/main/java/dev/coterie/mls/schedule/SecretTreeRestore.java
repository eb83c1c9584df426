package dev.coterie.mls.schedule;

import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.policy.ScheduleRule;
import dev.coterie.mls.schedule.SecretTree.RatchetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a secret tree together from stored rows. Half a state, quietly accepted, would be a nonce
/// used twice: every leaf must be covered once, by a tree secret above it or by its own ratchets.
final class SecretTreeRestore {
  private final SuiteCrypto crypto;
  private final TreeSecrets nodes;
  private final SecretTree tree;
  private final List<StoredRow.Skipped> skipped = new ArrayList<>();

  SecretTreeRestore(SuiteCrypto crypto, int leafCount, RatchetWindow window) {
    this.crypto = crypto;
    this.nodes = new TreeSecrets(crypto, leafCount);
    this.tree = new SecretTree(crypto, nodes, window);
  }

  SecretTree from(Iterable<Row> rows) {
    boolean whole = false;
    try {
      rows.forEach(row -> take(StoredRow.read(crypto.suite(), row)));
      skipped.forEach(this::attach);
      requireCover();
      whole = true;
      return tree;
    } finally {
      if (!whole) {
        tree.close();
      }
    }
  }

  private void take(StoredRow row) {
    switch (row) {
      case StoredRow.Node(var node, var secret) -> {
        require(node <= 2 * (nodes.width() - 1), "a node beyond the tree");
        require(!nodes.secrets().containsKey(node), "a node twice");
        nodes.put(node, secret);
      }
      case StoredRow.Head(var id, var next, var secret) -> {
        require(id.leaf() < nodes.width(), "a leaf beyond the tree");
        require(!tree.ratchets().containsKey(id), "a ratchet twice");
        tree.ratchets().put(id, new Ratchet(next, secret));
      }
      case StoredRow.Skipped key -> skipped.add(key);
      case StoredRow.Retired() -> {
        require(!tree.hasRetiredHandshakes(), "retirement twice");
        tree.adoptRetirement();
      }
    }
  }

  private void attach(StoredRow.Skipped row) {
    Ratchet ratchet = tree.ratchets().get(row.id());
    if (ratchet == null || row.generation() >= ratchet.next()) {
      throw broken("a skipped key that no ratchet passed");
    }
    require(ratchet.skipped().put(row.generation(), row.key()) == null, "a skipped key twice");
  }

  private void requireCover() {
    long covered = 0;
    for (int node : nodes.secrets().keySet()) {
      covered += TreeSecrets.leavesBelow(node);
      int leaf = (node - (TreeSecrets.leavesBelow(node) - 1)) >> 1;
      require(nodes.nodeAbove(leaf).equals(Optional.of(node)), "a node below another");
    }
    var ids = tree.ratchets().keySet();
    long handshakes = ids.stream().filter(id -> id.kind() == RatchetKind.HANDSHAKE).count();
    for (var id : ids) {
      require(nodes.nodeAbove(id.leaf()).isEmpty(), "a ratchet below a tree secret");
      if (id.kind() == RatchetKind.APPLICATION) {
        covered++;
      } else {
        require(ids.contains(new RatchetId(id.leaf(), RatchetKind.APPLICATION)), "half a leaf");
      }
    }
    long applications = ids.size() - handshakes;
    require(
        handshakes == (tree.hasRetiredHandshakes() ? 0 : applications),
        "some of the handshake ratchets");
    require(covered == nodes.width(), "leaves without a secret");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw broken(what);
    }
  }

  private static RefusedException broken(String what) {
    return new RefusedException(ScheduleRule.STORED_STATE, what);
  }
}
