package dev.coterie.bench;

import com.sun.management.ThreadMXBean;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoMeter;
import dev.coterie.crypto.CryptoMeter.Operation;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.group.WorkMeter;
import dev.coterie.mls.group.WorkMeter.Work;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/// What a path commit costs its maker, and what processing it costs the member below whose path all
/// of it is derived, in counts that do not depend on the machine.
final class Growth {
  /// What was done.
  enum Step {
    /// The creator makes and encodes a commit with a path. (The peers' `commit_update`.)
    COMMIT,
    /// The creator moves to the epoch of that commit.
    MERGE,
    /// Leaf 1 opens, checks and applies it. (The peers' `process_commit`.)
    PROCESS
  }

  /// One line of the table.
  ///
  /// @param members size of the group
  /// @param step what was done
  /// @param crypto cryptographic operations
  /// @param tree work on the tree
  /// @param output octets of the commit, or rows to store
  /// @param allocated octets of memory asked for, the one number that varies from run to run
  record Line(
      int members,
      Step step,
      Map<Operation, Long> crypto,
      Map<Work, Long> tree,
      int output,
      long allocated) {
    long of(Operation operation) {
      return crypto.getOrDefault(operation, 0L);
    }

    long of(Work work) {
      return tree.getOrDefault(work, 0L);
    }
  }

  private final CryptoMeter.Totals crypto = new CryptoMeter.Totals();
  private final TreeTotals tree = new TreeTotals();
  private final int members;
  private final List<Line> lines = new ArrayList<>();

  private Growth(int members) {
    this.members = members;
  }

  /// The lines of one group size. Each step is done twice before it counts, so that nothing is
  /// measured that happens once only.
  static List<Line> measure(CipherSuite suite, int members) {
    var growth = new Growth(members);
    var group = GrowthGroup.of(suite, members, growth.crypto, growth.tree);
    for (int round = 0; round < 3; round++) {
      growth.lines.clear();
      List<StagedCommit> made = new ArrayList<>();
      growth.line(
          Step.COMMIT,
          () -> {
            made.add(group.stage(0));
            return made.getFirst().commitMessage().size();
          });
      Bytes message = made.getFirst().commitMessage();
      growth.line(Step.MERGE, () -> group.merge(0, made.getFirst()));
      growth.line(Step.PROCESS, () -> group.process(1, message));
      if (!group.member(0).epochAuthenticator().equals(group.member(1).epochAuthenticator())) {
        throw new IllegalStateException("the members disagree");
      }
    }
    return List.copyOf(growth.lines);
  }

  private void line(Step step, IntSupplier work) {
    crypto.reset();
    tree.reset();
    long before = allocated();
    int output = work.getAsInt();
    long allocated = allocated() - before;
    lines.add(new Line(members, step, crypto.snapshot(), tree.snapshot(), output, allocated));
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
        ? bean.getCurrentThreadAllocatedBytes()
        : 0;
  }

  private static final class TreeTotals implements WorkMeter {
    private final Map<Work, Long> counts = new EnumMap<>(Work.class);

    @Override
    public synchronized void count(Work work, long count) {
      counts.merge(work, count, Long::sum);
    }

    synchronized void reset() {
      counts.clear();
    }

    synchronized Map<Work, Long> snapshot() {
      return new EnumMap<>(counts);
    }
  }
}
