package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireReader;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.schedule.EpochSecrets;
import dev.coterie.mls.schedule.TranscriptHash;
import dev.coterie.mls.tree.NodeIndex;
import dev.coterie.mls.tree.NodeRow;
import dev.coterie.mls.tree.PrivateTree;
import dev.coterie.mls.tree.RatchetTree;
import dev.coterie.mls.tree.TreeMath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/// Puts an epoch together from its rows. The rows prove each other: the tree has the hash that the
/// context names, private keys belong to public ones, and the secrets confirm the transcript.
final class EpochReader {
  private final Engine engine;
  private final SuiteCrypto crypto;
  private final List<NodeRow> nodes = new ArrayList<>();
  private final List<NodeRow> keys = new ArrayList<>();
  private Admissions admissions = Admissions.all(Epoch.ZERO);

  private EpochReader(Engine engine) {
    this.engine = engine;
    this.crypto = engine.crypto();
  }

  /// @param rows those of the kinds EPOCH, SECRETS, NODE and PRIVATE_KEY; others are left alone
  static EpochState read(Engine engine, NavigableMap<Bytes, Bytes> rows) {
    return new EpochReader(engine).epoch(rows);
  }

  private EpochState epoch(NavigableMap<Bytes, Bytes> rows) {
    for (Map.Entry<Bytes, Bytes> row : rows.entrySet()) {
      switch (RowKey.kindOf(row.getKey())) {
        case NODE -> node(row.getKey(), row.getValue());
        case PRIVATE_KEY -> keys.add(new NodeRow(RowKey.node(row.getKey()), row.getValue()));
        case HEADER,
            EPOCH,
            SECRETS,
            SECRET_TREE,
            SENDING,
            PAST,
            SEAT,
            PROPOSAL,
            HELD,
            PENDING,
            RESUMPTION,
            REINIT,
            EARLY -> {}
      }
    }
    var in = new WireReader(required(rows, RowKey.Kind.EPOCH));
    GroupContext context = RowForms.context(in);
    Bytes tag = in.opaque("confirmation_tag");
    Bytes interim = in.opaque("interim_transcript_hash");
    LeafIndex self = RowForms.leaf(in, "self");
    in.end();
    EpochSecrets secrets = EpochSecrets.decode(crypto, required(rows, RowKey.Kind.SECRETS));
    RatchetTree tree = engine.metered(RatchetTree.fromRows(crypto.suite(), nodes));
    PrivateTree mine = PrivateTree.fromRows(tree, self, keys, crypto);
    var epoch =
        new EpochState(context, tree, admissions, self, mine, secrets, tag, interim, reInit(rows));
    requireWhole(epoch);
    return epoch;
  }

  private static Optional<Proposal.ReInit> reInit(NavigableMap<Bytes, Bytes> rows) {
    return Optional.ofNullable(rows.get(RowKey.Kind.REINIT.key()))
        .map(
            row -> {
              if (Proposal.CODEC.decode(row) instanceof Proposal.ReInit next) {
                return next;
              }
              throw new MalformedException("reinit", 0, "another proposal");
            });
  }

  private void node(Bytes key, Bytes value) {
    NodeIndex at = RowKey.node(key);
    if (at.isLeaf()) {
      var in = new WireReader(value);
      admissions = admissions.with(at.leaf(), new Epoch(in.uint64("admitted")));
      nodes.add(new NodeRow(at, in.rest()));
    } else {
      nodes.add(new NodeRow(at, value));
    }
  }

  private void requireWhole(EpochState epoch) {
    GroupContext context = epoch.context();
    boolean whole =
        context.cipherSuite().is(crypto.suite())
            && epoch.tree().treeHash(crypto).equals(context.treeHash())
            && holdsItsKeys(epoch)
            && epoch.secrets().confirms(context.confirmedTranscriptHash(), epoch.confirmationTag())
            && TranscriptHash.interim(
                    crypto, context.confirmedTranscriptHash(), epoch.confirmationTag())
                .equals(epoch.interimTranscriptHash());
    if (!whole) {
      throw new MalformedException("epoch", 0, "rows that contradict each other");
    }
  }

  /// A member holds the keys of all its ancestors, but for those that were set before it came and
  /// list it as unmerged (§4.2).
  private static boolean holdsItsKeys(EpochState epoch) {
    RatchetTree tree = epoch.tree();
    long node = TreeMath.nodeOfLeaf(epoch.self().unsigned());
    while (node != TreeMath.root(tree.leafCount())) {
      node = TreeMath.parent(node, tree.leafCount());
      var at = new NodeIndex((int) node);
      boolean expected =
          tree.parent(at)
              .filter(parent -> !parent.unmergedLeaves().contains(epoch.self()))
              .isPresent();
      if (expected && epoch.keys().key(at).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  static Bytes required(NavigableMap<Bytes, Bytes> rows, RowKey.Kind kind) {
    Bytes value = rows.get(kind.key());
    if (value == null) {
      throw new MalformedException(kind.name(), 0, "a row is missing");
    }
    return value;
  }
}
