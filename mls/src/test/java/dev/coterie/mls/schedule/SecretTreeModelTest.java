package dev.coterie.mls.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.LeafIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The tree against a model that derives every key from the root and remembers what was used:
/// messages out of order, with gaps, replayed, forged, and restarts in between.
class SecretTreeModelTest {
  private static final SuiteCrypto CRYPTO = SuiteCrypto.of(CipherSuite.of(1).orElseThrow());
  private static final int LEAVES = 5;
  private static final RatchetWindow WINDOW = new RatchetWindow(3, 8, 5);

  enum Way {
    OPENS,
    FORGED,
    RESTART
  }

  record Step(int leaf, RatchetKind kind, int ahead, Way way) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Way> way =
        Arbitraries.frequency(
            net.jqwik.api.Tuple.of(8, Way.OPENS),
            net.jqwik.api.Tuple.of(2, Way.FORGED),
            net.jqwik.api.Tuple.of(1, Way.RESTART));
    return Combinators.combine(
            Arbitraries.integers().between(0, LEAVES - 1),
            Arbitraries.of(RatchetKind.class),
            Arbitraries.integers().between(-5, 10),
            way)
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }

  /// What the model remembers of a ratchet.
  private static final class Seen {
    long next;
    final TreeSet<Long> kept = new TreeSet<>();

    boolean opens(long generation) {
      return generation >= next ? generation - next <= WINDOW.forward() : kept.contains(generation);
    }

    void open(long generation) {
      if (generation < next) {
        kept.remove(generation);
        return;
      }
      for (long i = next; i < generation; i++) {
        kept.add(i);
      }
      next = generation + 1;
      while (kept.size() > WINDOW.skipped()
          || (!kept.isEmpty() && generation - kept.first() > WINDOW.age())) {
        kept.pollFirst();
      }
    }
  }

  @Property(tries = 150)
  void tree_behavesLikeTheModel(@ForAll("steps") List<Step> steps) {
    var tree = SecretTree.start(CRYPTO, LEAVES, root(), WINDOW);
    var store = new StoredRows(tree.rows());
    Map<SecretTree.RatchetId, Seen> model = new HashMap<>();
    Set<Bytes> used = new HashSet<>();
    for (var step : steps) {
      if (step.way() == Way.RESTART) {
        tree = SecretTree.restore(CRYPTO, LEAVES, store.all(), WINDOW);
        continue;
      }
      var seen =
          model.computeIfAbsent(
              new SecretTree.RatchetId(step.leaf(), step.kind()), _ -> new Seen());
      long generation = Math.max(0, seen.next + step.ahead());
      receive(tree, store, step, generation, seen, used);
      assertThat(StoredRows.sorted(tree.rows())).isEqualTo(store.all());
    }
  }

  private static void receive(
      SecretTree tree, StoredRows store, Step step, long generation, Seen seen, Set<Bytes> used) {
    var leaf = new LeafIndex(step.leaf());
    if (!seen.opens(generation)) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> tree.peek(leaf, step.kind(), generation));
      return;
    }
    try (var opening = tree.peek(leaf, step.kind(), generation)) {
      var key = expected(step.leaf(), step.kind(), generation);
      assertThat(opening.key().key().matches(key)).isTrue();
      if (step.way() == Way.OPENS) {
        assertThat(used.add(key)).isTrue();
        store.apply(tree.consume(opening));
        seen.open(generation);
      }
    }
  }

  private static Secret root() {
    return Secret.zeros(CRYPTO.suite().hashSize());
  }

  /// From the root by the definitions of RFC 9420 §9, nothing kept.
  private static Bytes expected(int leaf, RatchetKind kind, long generation) {
    Secret at = root();
    int low = 0;
    int width = 8;
    while (width > 1) {
      width /= 2;
      boolean left = leaf < low + width;
      at = CRYPTO.expandWithLabel(at, "tree", Bytes.ofUtf8(left ? "left" : "right"), 32);
      low += left ? 0 : width;
    }
    String label = kind == RatchetKind.APPLICATION ? "application" : "handshake";
    at = CRYPTO.expandWithLabel(at, label, Bytes.EMPTY, 32);
    for (long i = 0; i < generation; i++) {
      at = CRYPTO.deriveTreeSecret(at, "secret", i, 32);
    }
    return CRYPTO
        .deriveTreeSecret(at, "key", generation, 16)
        .export(dev.coterie.crypto.KeyExport.dangerously());
  }
}
