package dev.coterie.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.bench.Growth.Line;
import dev.coterie.bench.Growth.Step;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoMeter.Operation;
import dev.coterie.mls.group.WorkMeter.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The shape of the costs: what the RFC makes proportional to the height of the tree is exactly
/// that, and nothing is proportional to the group.
class GrowthTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  @Test
  void pathCommit_tenfoldGroup_costsItsLogarithm() {
    List<Line> small = Growth.measure(SUITE, 100);
    List<Line> large = Growth.measure(SUITE, 1_000);
    for (Line line : List.of(small.getFirst(), large.getFirst())) {
      int levels = GrowthTable.levels(line.members());
      assertThat(line.step()).isEqualTo(Step.COMMIT);
      assertThat(line.of(Operation.HPKE_SEAL)).isEqualTo(levels);
      assertThat(line.of(Operation.HPKE_DERIVE)).isEqualTo(levels + 1);
      assertThat(line.of(Operation.HPKE_OPEN)).isZero();
      assertThat(line.of(Operation.SIGN)).isEqualTo(2);
      holdsOfTree(line, levels);
    }
    for (Line line : List.of(small.get(1), large.get(1))) {
      assertThat(line.step()).isEqualTo(Step.MERGE);
      assertThat(line.tree()).isEmpty();
      assertThat(line.of(Operation.HPKE_SEAL) + line.of(Operation.HPKE_DERIVE)).isZero();
    }
    for (Line line : List.of(small.getLast(), large.getLast())) {
      int levels = GrowthTable.levels(line.members());
      assertThat(line.step()).isEqualTo(Step.PROCESS);
      assertThat(line.of(Operation.HPKE_OPEN)).isEqualTo(1);
      assertThat(line.of(Operation.HPKE_SEAL)).isZero();
      assertThat(line.of(Operation.HPKE_DERIVE)).isEqualTo(levels);
      assertThat(line.of(Operation.VERIFY)).isEqualTo(2);
      holdsOfTree(line, levels);
    }
    for (int i = 0; i < small.size(); i++) {
      grewLikeALogarithm(small.get(i), large.get(i));
    }
  }

  /// The path and the leaf are made anew and hashed; each parent on the path has a parent hash as
  /// well.
  private static void holdsOfTree(Line line, int levels) {
    assertThat(line.of(Work.TREE_NODE)).isEqualTo(levels + 1);
    assertThat(line.of(Work.TREE_HASH)).isEqualTo(2L * levels + 1);
  }

  /// Bounds for what no formula gives: ten times the members may cost twice, or a few more per
  /// level.
  private static void grewLikeALogarithm(Line small, Line large) {
    int more = GrowthTable.levels(large.members()) - GrowthTable.levels(small.members());
    assertThat(large.of(Work.INDEX_NODE)).isLessThanOrEqualTo(2 * small.of(Work.INDEX_NODE));
    assertThat(large.of(Operation.KDF)).isLessThanOrEqualTo(small.of(Operation.KDF) + 6L * more);
    assertThat(large.of(Operation.HASH)).isLessThanOrEqualTo(small.of(Operation.HASH) + 2L * more);
    int outputPerLevel =
        large.step() == Step.COMMIT ? 300 : 8; // octets with their padding, or rows
    assertThat(large.output()).isLessThanOrEqualTo(small.output() + outputPerLevel * more);
    assertThat(large.allocated()).isLessThan(2 * small.allocated());
  }

  @Test
  void render_twoSizes_givesOneLineEach() {
    List<Line> lines = Growth.measure(SUITE, 5);
    assertThat(GrowthTable.render(lines))
        .contains("HPKE seals")
        .containsPattern("commit +5 +3 ")
        .containsPattern("merge +5 +3 ")
        .containsPattern("process +5 +3 ");
  }
}
