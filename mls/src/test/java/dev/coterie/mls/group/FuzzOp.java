package dev.coterie.mls.group;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What can happen in a run of the group fuzzer. The number says how often one byte means it.
enum FuzzOp {
  FOUND(2),
  ADD(11),
  REMOVE(7),
  UPDATE(8),
  EMPTY(7),
  ROTATE(4),
  EXTENSIONS(6),
  PSK(8),
  REINIT(2),
  MERGE_OWN(8),
  KEEP(6),
  FORGET(2),
  PROPOSE_UPDATE(6),
  PROPOSE_REMOVE(5),
  PROPOSE_ADD(5),
  PROPOSE_PSK(4),
  PROPOSE_EXTENSIONS(3),
  PROPOSE_REINIT(2),
  OUTSIDER(6),
  ASK(4),
  SAY(16),
  DELIVER(30),
  DROP(4),
  MERGE_SEEN(6),
  RETRY(5),
  READY(8),
  JOIN(8),
  EXTERNAL_JOIN(8),
  RESYNC(6),
  REINITIALISE(4),
  BRANCH(3),
  RESTART(7),
  CRASH(6),
  SETTINGS(3),
  FORGE(9),
  SYNC(9);

  private static final List<FuzzOp> TABLE =
      Arrays.stream(values()).flatMap(op -> Collections.nCopies(op.share, op).stream()).toList();

  private final int share;

  FuzzOp(int share) {
    this.share = share;
  }

  /// Every byte means something.
  static FuzzOp of(int octet) {
    return TABLE.get(octet * TABLE.size() / 256);
  }

  /// A byte that means this.
  int octet() {
    int at = TABLE.indexOf(this);
    return (at * 256 + TABLE.size() - 1) / TABLE.size();
  }
}
