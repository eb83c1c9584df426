package dev.coterie.mls.group;

import java.util.ArrayList;
import java.util.List;

/// One step of a run: six octets. Steps do not depend on where they stand, so that any can be left
/// out.
///
/// @param who which seat acts
/// @param a what it is about
/// @param b what else
/// @param c in which way
/// @param d in which circumstances
record FuzzStep(FuzzOp op, int who, int a, int b, int c, int d) {
  static final int SIZE = 6;

  /// Settings of the run, before the steps.
  static final int HEAD = 2;

  /// How far something that was sent comes at once.
  enum Mode {
    /// Everybody in the epoch gets it, and takes it.
    TOLD,
    /// Nobody gets it yet; a commit is registered.
    KEPT,
    /// Nobody gets it yet.
    SENT
  }

  static List<FuzzStep> all(byte[] input, int most) {
    List<FuzzStep> steps = new ArrayList<>();
    for (int at = HEAD; at < input.length && steps.size() < most; at += SIZE) {
      steps.add(
          new FuzzStep(
              FuzzOp.of(octet(input, at)),
              octet(input, at + 1),
              octet(input, at + 2),
              octet(input, at + 3),
              octet(input, at + 4),
              octet(input, at + 5)));
    }
    return steps;
  }

  static int octet(byte[] input, int at) {
    return at < input.length ? input[at] & 0xff : 0;
  }

  Mode mode() {
    return switch (d & 3) {
      case 0, 1 -> Mode.TOLD;
      case 2 -> Mode.KEPT;
      default -> Mode.SENT;
    };
  }
}
