package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.ParentNode;
import dev.coterie.mls.policy.TreeRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The public part of a group's key tree (RFC 9420 §4 and §7), as a value: every change gives
/// another tree that shares all it can with this one, in O(log n) time and memory, and dropping a
/// tree costs nothing. Tree hashes are computed when asked for, and remembered by the parts. Safe
/// for use by several threads.
///
/// A tree belongs to one cipher suite, since it remembers hashes. Methods that take a leaf refuse
/// indexes outside the tree ([TreeRule#LEAF_OUT_OF_RANGE]).
public final class RatchetTree {
  private final CipherSuite suite;
  private final Subtree root;
  private final TreeIndexes indexes;
  private final TreeMeter meter;

  RatchetTree(CipherSuite suite, Subtree root, TreeIndexes indexes, TreeMeter meter) {
    this.suite = suite;
    this.root = root;
    this.indexes = indexes;
    this.meter = meter;
  }

  /// The tree of a group of one.
  public static RatchetTree of(CipherSuite suite, LeafNode founder) {
    return new RatchetTree(suite, new Subtree.Vacant(0), TreeIndexes.EMPTY, TreeMeter.SILENT)
        .add(founder)
        .tree();
  }

  /// Reads a whole `optional<Node> ratchet_tree<V>`. Its shape is checked, nothing else: a tree
  /// from outside must pass [JoinCheck] before it is used.
  public static RatchetTree fromExtension(CipherSuite suite, Bytes ratchetTree) {
    return TreeForms.read(suite, ratchetTree);
  }

  /// Builds a tree from all its rows, as [#rows] gives them, in any order. Shape, unmerged lists
  /// and uniqueness of keys are checked; whether the rows are the right ones shows in the tree
  /// hash.
  public static RatchetTree fromRows(CipherSuite suite, Iterable<NodeRow> rows) {
    return TreeForms.fromRows(suite, rows);
  }

  /// The same tree with another meter, which its successors inherit.
  public RatchetTree metered(TreeMeter other) {
    return new RatchetTree(suite, root, indexes, other);
  }

  /// The suite whose hash the tree remembers.
  public CipherSuite suite() {
    return suite;
  }

  /// Leaves, blank ones included: a power of two.
  public int leafCount() {
    return 1 << root.height();
  }

  /// Nodes, blank ones included.
  public int width() {
    return (int) TreeMath.nodeCount(leafCount());
  }

  /// Leaves that are not blank.
  public int memberCount() {
    return root.members();
  }

  /// What stands at a leaf; nothing if it is blank or outside the tree.
  public Optional<LeafNode> leaf(LeafIndex index) {
    return contains(index) ? place(NodeIndex.of(index)).leaf() : Optional.empty();
  }

  /// What stands at an odd place; nothing if it is blank or outside the tree.
  public Optional<ParentNode> parent(NodeIndex index) {
    return index.value() < width() && !index.isLeaf() ? place(index).parent() : Optional.empty();
  }

  /// The encryption key at a place, leaf or parent.
  public Optional<HpkePublicKey> encryptionKey(NodeIndex index) {
    return index.isLeaf()
        ? leaf(index.leaf()).map(LeafNode::encryptionKey)
        : parent(index).map(ParentNode::encryptionKey);
  }

  /// All members from the left, found one by one as the stream is read.
  public Stream<Member> members() {
    return TreeWalk.members(top());
  }

  /// A leaf that is not blank.
  ///
  /// @param index where it stands
  /// @param leaf what stands there
  public record Member(LeafIndex index, LeafNode leaf) {}

  /// The nodes whose keys together reach every member below a node, in the RFC's order (§4.1.1).
  public List<NodeIndex> resolution(NodeIndex node) {
    if (node.value() >= width()) {
      throw new IllegalArgumentException("no node " + node + " in a tree of " + width());
    }
    return TreeWalk.resolution(place(node)).map(Place::node).toList();
  }

  /// The nodes above a leaf, upwards, without those whose other child has nobody to reach (§4.1.2).
  public List<NodeIndex> filteredDirectPath(LeafIndex leaf) {
    return TreeWalk.filteredPath(this, leaf).stream().map(step -> step.at().node()).toList();
  }

  /// A tree with a new member.
  ///
  /// @param tree the tree
  /// @param index where the member stands
  public record Added(RatchetTree tree, LeafIndex index) {}

  /// A tree with new members.
  ///
  /// @param tree the tree
  /// @param indexes where they stand, in the order in which they were given
  public record AddedAll(RatchetTree tree, List<LeafIndex> indexes) {}

  /// A new member at the leftmost blank leaf (§12.1.1).
  public Added add(LeafNode leaf) {
    AddedAll added = addAll(List.of(leaf));
    return new Added(added.tree, added.indexes.getFirst());
  }

  /// New members, one after the other, in O(k + log n) new nodes and one walk.
  public AddedAll addAll(List<LeafNode> leaves) {
    TreeEdit edit = edit();
    List<LeafIndex> added = List.copyOf(edit.add(leaves));
    return new AddedAll(done(edit), added);
  }

  /// A place for a member that comes by a commit of its own.
  ///
  /// @param tree with that leaf in it, blank
  /// @param leaf the place
  public record Seat(RatchetTree tree, LeafIndex leaf) {}

  /// The leftmost blank leaf; the tree is extended where there is none (§12.4.3.2).
  public Seat seat() {
    TreeEdit edit = edit();
    LeafIndex leaf = edit.seat();
    return new Seat(done(edit), leaf);
  }

  /// A new leaf for a member and blanks above it (§12.1.2).
  public RatchetTree update(LeafIndex member, LeafNode leaf) {
    TreeEdit edit = edit();
    edit.update(member(member), leaf);
    return done(edit);
  }

  /// A blank in place of a member and above it, and half a tree where that suffices (§12.1.3).
  public RatchetTree remove(LeafIndex member) {
    TreeEdit edit = edit();
    edit.remove(member(member));
    return done(edit);
  }

  /// A path's leaf and parents, blanks elsewhere above the leaf, which may have been blank (§7.5).
  RatchetTree withPath(LeafIndex leaf, LeafNode fresh, Map<NodeIndex, ParentNode> parents) {
    TreeEdit edit = edit();
    edit.path(leaf, fresh, parents);
    return done(edit);
  }

  /// The hash that group contexts name (§7.8).
  public Bytes treeHash(SuiteCrypto crypto) {
    return hashes(crypto).treeHash(top());
  }

  /// The tree hash of one node.
  public Bytes treeHash(SuiteCrypto crypto, NodeIndex node) {
    return hashes(crypto).treeHash(place(node));
  }

  /// The member with a signature key.
  public Optional<LeafIndex> memberWith(SignaturePublicKey key) {
    return TreeWalk.leaf(indexes.signatureKeys().first(key.value()));
  }

  /// The members with a credential, from the left.
  public List<LeafIndex> membersWith(Credential credential) {
    return indexes.credentials().all(TreeIndexes.encode(credential)).stream()
        .map(LeafIndex::new)
        .toList();
  }

  /// The node, leaf or parent, with an encryption key.
  public Optional<NodeIndex> nodeWith(HpkePublicKey key) {
    return indexes.encryptionKeys().first(key.value()).stream()
        .mapToObj(NodeIndex::new)
        .findFirst();
  }

  /// What all members have in common.
  public MemberSupport support() {
    return new MemberSupport(indexes, memberCount());
  }

  /// The encoding of `optional<Node> ratchet_tree<V>`, without blanks at the end (§12.4.3.3).
  public Bytes toExtension() {
    return TreeForms.write(this);
  }

  /// Every non-blank node as a row to store.
  public Stream<NodeRow> rows() {
    return TreeForms.rows(top());
  }

  /// The rows that turn the stored form of another tree into this one's. Costs what the two do not
  /// share.
  public List<NodeChange> changesSince(RatchetTree old) {
    return TreeForms.changes(old.top(), top());
  }

  Place top() {
    return new Place(root, 0);
  }

  Place place(NodeIndex node) {
    if (node.value() >= width()) {
      throw new IllegalArgumentException("no node " + node + " in a tree of " + width());
    }
    return top().find(node);
  }

  TreeIndexes indexes() {
    return indexes;
  }

  TreeMeter meter() {
    return meter;
  }

  TreeHashes hashes(SuiteCrypto crypto) {
    if (crypto.suite() != suite) {
      throw new IllegalArgumentException("a tree of " + suite + " hashed with " + crypto.suite());
    }
    return new TreeHashes(crypto, meter);
  }

  boolean contains(LeafIndex leaf) {
    return leaf.unsigned() < leafCount();
  }

  private LeafIndex member(LeafIndex index) {
    if (leaf(index).isEmpty()) {
      throw new RefusedException(TreeRule.LEAF_OUT_OF_RANGE, "no member at leaf " + index);
    }
    return index;
  }

  private TreeEdit edit() {
    return new TreeEdit(root, indexes, meter);
  }

  private RatchetTree done(TreeEdit edit) {
    return new RatchetTree(suite, edit.root(), edit.indexes(), meter);
  }
}
