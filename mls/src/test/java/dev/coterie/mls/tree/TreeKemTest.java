package dev.coterie.mls.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.LeafIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeKemTest {
  @Property(tries = 15)
  void members_randomCommits_agreeAndHoldTheirAncestorsKeys(@ForAll long seed) {
    TreeWorld world = new TreeWorld(TestLeaves.SUITE, seed);
    for (int step = 0; step < 15; step++) {
      List<LeafIndex> members = new ArrayList<>(world.people.keySet());
      LeafIndex one = members.get(world.random.below(members.size()));
      LeafIndex other = members.get(world.random.below(members.size()));
      switch (world.random.below(6)) {
        case 0 -> world.add(1 + world.random.below(4));
        case 1 -> world.update(one);
        case 2 -> world.commit(one, one.equals(other) ? List.of() : List.of(other), 1);
        case 3 -> world.commit(one, one.equals(other) ? List.of() : List.of(other), 0);
        case 4 -> world.commit(one, List.of(), world.random.below(5));
        default -> world.commit(one, List.of(), 0);
      }
    }
    assertThat(world.people).hasSize(world.tree.memberCount());
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void members_everySuite_agree(CipherSuite suite) {
    TreeWorld world = TreeWorld.of(suite, 5);
    world.commit(new LeafIndex(3), List.of(new LeafIndex(1)), 2);
    assertThat(world.tree.memberCount()).isEqualTo(6);
  }

  @Test
  void draft_loneMember_commitSecretIsTheFirstSecret() {
    TreeWorld world = new TreeWorld(TestLeaves.SUITE, 3);
    try (PathDraft draft = world.draftPath(world.tree, new LeafIndex(0));
        Secret secret = draft.commitSecret()) {
      assertThat(secret.size()).isEqualTo(32);
      assertThat(draft.tree().memberCount()).isEqualTo(1);
      assertThat(draft.encryptTo(Bytes.EMPTY, Set.of(), world.random, FanOut.INLINE).nodes())
          .isEmpty();
    }
  }

  @Test
  void draft_dropped_leavesTheTreeAndKeysAsTheyWere() {
    TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 6);
    Bytes before = world.tree.toExtension();
    PrivateTree mine = world.person(new LeafIndex(2)).secrets();
    PathDraft draft = world.draftPath(world.tree, new LeafIndex(2));
    draft.privateTree().wipeUnless(mine);
    draft.close();
    assertThat(world.tree.toExtension()).isEqualTo(before);
    world.commit(new LeafIndex(1), List.of(), 0);
    assertThrows(IllegalStateException.class, draft::commitSecret);
  }

  @Test
  void encryptTo_executor_givesPathThatEverybodyOpens() {
    TreeWorld world = TreeWorld.of(TestLeaves.SUITE, 40);
    try (var threads = Executors.newFixedThreadPool(2);
        PathDraft draft = world.draftPath(world.tree, new LeafIndex(7));
        Secret expected = draft.commitSecret()) {
      Bytes context = draft.tree().treeHash(world.crypto);
      var path = draft.encryptTo(context, Set.of(), world.random, FanOut.on(threads));
      var merged = MergedPath.merge(world.tree, new LeafIndex(7), path, Set.of(), world.crypto);
      world.people.forEach(
          (at, person) -> {
            if (at.value() != 7) {
              assertThat(merged.open(person.secrets(), context).commitSecret().matches(expected))
                  .isTrue();
            }
          });
    }
  }
}
