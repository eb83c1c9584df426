package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.group.FuzzWish.Effect;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A commit, as the model knows it: computed from what was asked for and proposed, not read from
/// the commit.
///
/// @param from the epoch that it ends
/// @param into the epoch that it begins
/// @param references proposals that it names
/// @param psks keys that it mixes in
/// @param removed leaves that it empties
/// @param guests whom it adds
record FuzzMove(
    FuzzEpoch from,
    FuzzEpoch into,
    Set<Bytes> references,
    Set<PreSharedKeyId.Source> psks,
    Set<Integer> removed,
    List<FuzzGuest> guests) {
  /// Who makes a commit of what.
  ///
  /// @param leaf the committer's
  /// @param named proposals by reference, oldest first
  /// @param own proposals by value
  /// @param key the committer's from now on
  record Plan(int leaf, List<FuzzWish> named, List<Effect> own, SignaturePublicKey key) {
    /// The result, by the rules of RFC 9420 §12.2 and §12.3.
    FuzzMove from(FuzzEpoch epoch, int id) {
      NavigableMap<Integer, SignaturePublicKey> roster = new TreeMap<>(epoch.roster);
      Set<Integer> changed = new LinkedHashSet<>();
      Set<Integer> removed = new LinkedHashSet<>();
      Set<PreSharedKeyId.Source> psks = new LinkedHashSet<>();
      List<FuzzGuest> guests = new ArrayList<>();
      Optional<List<Extension>> extensions = Optional.empty();
      Optional<Proposal.ReInit> end = Optional.empty();
      List<Effect> all = new ArrayList<>();
      for (FuzzWish wish : named) {
        if (wish.effect() instanceof Effect.Update) {
          assertThat(wish.isOf(leaf)).as("update by the committer").isFalse();
          assertThat(changed.add(wish.leaf().orElseThrow())).as("one change a leaf").isTrue();
        }
        all.add(wish.effect());
      }
      all.addAll(own);
      for (Effect effect : all) {
        switch (effect) {
          case Effect.Add(var guest) -> guests.add(guest);
          case Effect.Remove(var gone) -> {
            assertThat(gone).as("removal of the committer").isNotEqualTo(leaf);
            assertThat(changed.add(gone)).as("one change a leaf").isTrue();
            removed.add(gone);
          }
          case Effect.Update() -> {}
          case Effect.Psk(var name) -> psks.add(name);
          case Effect.Replace(var list) -> {
            assertThat(extensions).as("one change of the extensions").isEmpty();
            extensions = Optional.of(list);
          }
          case Effect.End(var next) -> {
            assertThat(all).as("an end stands alone").hasSize(1);
            end = Optional.of(next);
          }
        }
      }
      removed.forEach(gone -> assertThat(roster.remove(gone)).as("removed").isNotNull());
      roster.put(leaf, key);
      for (FuzzGuest guest : guests) {
        assertThat(roster.values()).as("nobody is in twice").doesNotContain(guest.key());
        roster.put(free(roster), guest.key());
      }
      Set<Bytes> references = new LinkedHashSet<>();
      named.forEach(wish -> references.add(wish.reference()));
      return new FuzzMove(
          epoch,
          new FuzzEpoch(
              id,
              Optional.of(epoch),
              epoch.group,
              epoch.number + 1,
              roster,
              extensions.orElse(epoch.extensions),
              end),
          references,
          psks,
          removed,
          guests);
    }
  }

  /// Somebody comes in by a commit of its own.
  static FuzzMove entry(
      FuzzEpoch from,
      int id,
      Optional<Integer> former,
      SignaturePublicKey key,
      Set<PreSharedKeyId.Source> psks) {
    NavigableMap<Integer, SignaturePublicKey> roster = new TreeMap<>(from.roster);
    former.ifPresent(roster::remove);
    roster.put(free(roster), key);
    return new FuzzMove(
        from,
        new FuzzEpoch(
            id,
            Optional.of(from),
            from.group,
            from.number + 1,
            roster,
            from.extensions,
            Optional.empty()),
        Set.of(),
        psks,
        former.map(Set::of).orElse(Set.of()),
        List.of());
  }

  /// The leftmost free leaf.
  static int free(NavigableMap<Integer, SignaturePublicKey> roster) {
    int at = 0;
    while (roster.containsKey(at)) {
      at++;
    }
    return at;
  }

  /// Compares the engine's word on a commit with the model's.
  void assertSummary(StagedCommit staged) {
    assertThat(staged.removed().stream().map(one -> one.index().value()))
        .as("removed by %s", this)
        .containsExactlyInAnyOrderElementsOf(removed);
    assertThat(staged.psks().stream().map(PreSharedKeyId::source))
        .as("keys of %s", this)
        .containsExactlyInAnyOrderElementsOf(psks);
    assertThat(staged.epochBefore().value()).isEqualTo(from.number);
    assertThat(staged.reInit().isPresent())
        .isEqualTo(into.reInit.isPresent() && !staged.selfRemoved());
    if (!staged.isExternal()) {
      assertThat(staged.added().stream().map(Member::key))
          .as("added by %s", this)
          .containsExactlyElementsOf(guests.stream().map(FuzzGuest::key).toList());
    }
  }

  @Override
  public String toString() {
    return from + "→" + into;
  }
}
