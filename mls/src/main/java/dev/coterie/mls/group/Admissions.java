package dev.coterie.mls.group;

import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// In which epoch each leaf got its present holder: an immutable vector that shares structure with
/// those it was made from, 32 entries to a block, so that a change copies a few blocks and not the
/// group. What it says of a blank leaf means nothing.
final class Admissions {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;

  private sealed interface Block {}

  private record Inner(List<Block> below) implements Block {}

  private record Lowest(List<Epoch> epochs) implements Block {}

  private final Block root;
  private final int levels;
  private final Epoch base;

  private Admissions(Block root, int levels, Epoch base) {
    this.root = root;
    this.levels = levels;
    this.base = base;
  }

  /// All leaves admitted in one epoch.
  static Admissions all(Epoch epoch) {
    return new Admissions(empty(1, epoch), 1, epoch);
  }

  Epoch of(LeafIndex leaf) {
    return reaches(leaf, levels) ? find(root, levels - 1, leaf) : base;
  }

  private static Epoch find(Block at, int level, LeafIndex leaf) {
    return switch (at) {
      case Inner(var below) -> find(below.get(slot(leaf, level)), level - 1, leaf);
      case Lowest(var epochs) -> epochs.get(slot(leaf, 0));
    };
  }

  Admissions with(LeafIndex leaf, Epoch admitted) {
    Block top = root;
    int height = levels;
    while (!reaches(leaf, height)) {
      List<Block> below = new ArrayList<>(Collections.nCopies(WIDTH, empty(height, base)));
      below.set(0, top);
      top = new Inner(below);
      height++;
    }
    return new Admissions(put(top, height - 1, leaf, admitted), height, base);
  }

  private static Block put(Block at, int level, LeafIndex leaf, Epoch epoch) {
    return switch (at) {
      case Inner(var below) -> {
        List<Block> copy = new ArrayList<>(below);
        copy.set(slot(leaf, level), put(below.get(slot(leaf, level)), level - 1, leaf, epoch));
        yield new Inner(copy);
      }
      case Lowest(var epochs) -> {
        List<Epoch> copy = new ArrayList<>(epochs);
        copy.set(slot(leaf, 0), epoch);
        yield new Lowest(copy);
      }
    };
  }

  private static Block empty(int height, Epoch epoch) {
    Block block = new Lowest(Collections.nCopies(WIDTH, epoch));
    for (int i = 1; i < height; i++) {
      block = new Inner(Collections.nCopies(WIDTH, block));
    }
    return block;
  }

  private static boolean reaches(LeafIndex leaf, int height) {
    return leaf.unsigned() >>> (BITS * height) == 0;
  }

  private static int slot(LeafIndex leaf, int level) {
    return (int) (leaf.unsigned() >>> (BITS * level)) & (WIDTH - 1);
  }
}
