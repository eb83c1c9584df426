package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Group;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.mls.message.GroupId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Groups that took the place of others, and what can still happen to them.
final class ReplacementAgainTest extends ReplacementCase {
  /// The hub shows nobody anything that comes after the commit: there is no log to agree in.
  @Test
  void commitThatAlsoTakesEverybodyOffTheRoster_doesNotKeepThemFromGoingOn() {
    club();
    silent.set(true);
    reopen("bob", TextsHeld::new);
    world.of("bob", id).text("bob's, unsent");
    spoil("mallory", id, new RosterChange(Set.of(), Set.of(of("alice"), of("bob"), of("carol"))));
    blocked("alice", "bob", "carol");
    silent.set(false);
    Group next = world.of("carol", id).replace();
    areIn(next.id(), "alice", "bob", "carol");
    world.awaitTexts(next.id(), 1, "alice", "bob", "carol");
    assertThat(said(next.id(), "alice")).containsExactly("bob's, unsent");
  }

  @Test
  void successorIsSpoiledToo_whatWasNotSaidYetGoesOnToItsSuccessor() {
    club();
    silent.set(true);
    reopen("bob", TextsHeld::new);
    world.of("bob", id).text("said to the first");
    spoil();
    blocked("alice", "bob", "carol");
    Group second = world.of("alice", id).replace();
    areIn(second.id(), "alice", "bob", "carol");
    world.of("bob", second.id()).text("said to the second");
    spoil("carol", second.id(), RosterChange.NONE);
    id = second.id();
    blocked("alice", "bob");
    silent.set(false);
    Group third = world.of("alice", id).replace();
    areIn(third.id(), "alice", "bob");
    world.awaitTexts(third.id(), 2, "alice", "bob");
    assertThat(said(third.id(), "alice"))
        .containsExactly("said to the first", "said to the second");
    assertThat(world.client("bob").inspection().waiting(third.id())).isZero();
  }

  @Test
  void whoIsRemovedFromTheSuccessorBeforeItSpoke_isToldThatItsTextWillNotBeSent() {
    club();
    silent.set(true);
    reopen("bob", TextsHeld::new);
    world.of("bob", id).text("never heard");
    spoil();
    blocked("alice", "bob", "carol");
    GroupId next = world.of("alice", id).replace().id();
    areIn(next, "alice", "bob", "carol");
    world.of("alice", next).remove(of("bob"));
    var failed = world.told("bob", ClientEvent.SendFailed.class);
    assertThat(failed.rule()).isEqualTo(ClientRule.NOT_A_MEMBER.name());
    assertThat(failed.group()).isEqualTo(next);
    silent.set(false);
    world.of("alice", next).text("without bob").await();
    assertThat(said(next, "alice")).containsExactly("without bob");
  }

  /// Who was told of the new group while the old one still worked for it, as it had read less.
  @Test
  void invitationThatComesBeforeTheCommit_isAGroupLikeAnyOther_untilTheCommitIsRead() {
    club();
    MemoryClientStore carols = world.stop("carol");
    spoil();
    blocked("alice", "bob");
    GroupId next = world.of("alice", id).replace().id();
    areIn(next, List.of("alice", "bob"), 3);
    world.open("carol", carols, link -> link);
    areIn(next, "alice", "bob", "carol");
    assertThat(world.of("carol", id).status()).isEqualTo(GroupStatus.REPLACED);
  }
}
