package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.tree.NodeIndex;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Names of a group's rows: one byte for the kind, then fixed-width big-endian numbers, or a
/// reference. So rows of one kind, and of one epoch within a kind, are neighbours in a sorted
/// store.
final class RowKey {
  /// What a row holds.
  enum Kind {
    /// Format version, suite, own place, settings: `header`.
    HEADER(1),
    /// Group context and transcript of the current epoch.
    EPOCH(2),
    /// Secrets of the current epoch.
    SECRETS(3),
    /// A node of the tree that is not blank, by its place; leaves with their epoch of admission.
    NODE(4),
    /// A private key on our path, by its node.
    PRIVATE_KEY(5),
    /// A secret tree, or a part of one, by epoch.
    SECRET_TREE(6),
    /// Where our sending stands in the current epoch.
    SENDING(7),
    /// A past epoch.
    PAST(8),
    /// Who held a leaf in a past epoch, if the commit after it changed that: by epoch and leaf.
    SEAT(9),
    /// A proposal of this epoch, by its reference.
    PROPOSAL(10),
    /// A commit that lacks proposals, by its reference.
    HELD(11),
    /// Our own commit that waits for acceptance.
    PENDING(12),
    /// The resumption key of a past epoch.
    RESUMPTION(13),
    /// What the group goes on as, if its last commit ended it.
    REINIT(14),
    /// A message of an epoch that is not reached, or was not when it came, by its hash.
    EARLY(15);

    private static final Map<Integer, Kind> BY_CODE =
        Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.code, Function.identity()));

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    Bytes key() {
      return new WireWriter().uint8(code).toBytes();
    }

    Bytes key(long number) {
      return new WireWriter().uint8(code).uint32(number).toBytes();
    }

    Bytes key(Epoch epoch) {
      return new WireWriter().uint8(code).uint64(epoch.value()).toBytes();
    }

    Bytes key(Epoch epoch, LeafIndex leaf) {
      return new WireWriter().uint8(code).uint64(epoch.value()).uint32(leaf.unsigned()).toBytes();
    }

    Bytes key(Epoch epoch, Bytes part) {
      return new WireWriter().uint8(code).uint64(epoch.value()).raw(part).toBytes();
    }

    Bytes key(Bytes reference) {
      return new WireWriter().uint8(code).raw(reference).toBytes();
    }
  }

  private RowKey() {}

  /// The place in the tree that a NODE or PRIVATE_KEY row names.
  static NodeIndex node(Bytes key) {
    var in = body(key);
    long place = in.uint32("node");
    in.end();
    if (place >= Integer.MAX_VALUE) {
      throw in.malformed("node", "beyond any tree");
    }
    return new NodeIndex((int) place);
  }

  /// What follows the kind.
  static WireReader body(Bytes key) {
    return new WireReader(key.slice(1));
  }

  static Kind kindOf(Bytes key) {
    return Optional.of(key)
        .filter(present -> !present.isEmpty())
        .map(present -> Kind.BY_CODE.get(present.at(0)))
        .orElseThrow(() -> new MalformedException("row key", 0, "no row of a group has this key"));
  }
}
