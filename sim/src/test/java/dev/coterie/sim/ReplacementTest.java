package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.ClientOptions.Invitations;
import dev.coterie.client.Delivery;
import dev.coterie.client.Group;
import dev.coterie.client.Inspection;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClaimedSuccessor;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.MailItem;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A member makes a commit that is signed well and that nobody can open: it is named, and the
/// others go on without it in a new group, with everything that they had to say.
final class ReplacementTest extends ReplacementCase {
  @Test
  void committerIsNamed_andOneCallGoesOnWithoutIt_rosterNameAndUnsentTextKept() {
    club();
    silent.set(true);
    for (String name : List.of("alice", "bob")) {
      reopen(name, TextsHeld::new);
    }
    Delivery alices = world.of("alice", id).text("alice's, unsent");
    Delivery bobs = world.of("bob", id).text("bob's, unsent");
    world.of("bob", id).text("bob's second");
    LogMark record = spoil();
    for (String name : List.of("alice", "bob", "carol")) {
      var named = world.told(name, ClientEvent.CommitUnusable.class);
      assertThat(named.committer().claimed()).isEqualTo("mallory");
      assertThat(named.sequence()).isEqualTo(record.sequence());
    }
    silent.set(false);

    Group next = world.of("alice", id).replace();

    areIn(next.id(), "alice", "bob", "carol");
    assertThat(next.name()).isEqualTo("club");
    assertThat(next.members())
        .extracting(each -> each.person().claimed())
        .doesNotContain("mallory");
    alices.await();
    bobs.await();
    world.awaitTexts(next.id(), 3, "alice", "bob", "carol");
    assertThat(said(next.id(), "carol"))
        .containsExactlyInAnyOrder("alice's, unsent", "bob's, unsent", "bob's second")
        .containsSubsequence("bob's, unsent", "bob's second");
    world.of("carol", next.id()).text("we go on").await();
    world.awaitTexts(next.id(), 4, "alice", "bob");
    assertThat(said(next.id(), "alice")).isEqualTo(said(next.id(), "bob"));
    assertThat(said(id, "carol")).containsExactly("before");

    assertThat(world.of("alice", id).replace().id()).isEqualTo(next.id());
    assertThat(world.of("bob", id).status()).isEqualTo(GroupStatus.REPLACED);
    refused(ClientRule.GROUP_REPLACED, () -> world.of("bob", id).text("too late"));
    world.crash("bob");
    assertThat(world.client("bob").group(id)).isEmpty();
    assertThat(world.client("bob").inspection().waiting(next.id())).isZero();
    assertThat(said(next.id(), "bob")).hasSize(4);
  }

  @Test
  void whoIsAway_isLedOverWhenItComesBack_withItsText_evenIfItWantsToBeAsked() {
    club();
    silent.set(true);
    world.tuned(options -> options.with(Invitations.ASK));
    reopen("carol", TextsHeld::new);
    world.of("carol", id).text("carol's, unsent");
    MemoryClientStore carols = world.stop("carol");
    spoil();
    blocked("alice", "bob");
    Group next = world.of("bob", id).replace();
    World.eventually("all are invited", () -> next.members().size() == 3);
    silent.set(false);
    world.open("carol", carols, TextsHeld::new);
    areIn(next.id(), "alice", "bob", "carol");
    world.awaitTexts(next.id(), 1, "alice", "bob", "carol");
    assertThat(said(next.id(), "alice")).containsExactly("carol's, unsent");
    assertThat(world.client("carol").invitations()).isEmpty();
  }

  /// The hub has no key package of somebody, or nothing at all.
  private static final class Directory extends Bent {
    private final AtomicBoolean away;
    private final Optional<Fingerprint> missing;

    Directory(HubLink straight, AtomicBoolean away, Optional<Fingerprint> missing) {
      super(straight);
      this.away = away;
      this.missing = missing;
    }

    @Override
    public Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int cipherSuite) {
      if (away.get() && missing.isEmpty()) {
        throw new UnavailableException("hub", new IOException("away"));
      }
      return away.get() && missing.get().equals(owner)
          ? Optional.empty()
          : super.claimKeyPackage(owner, cipherSuite);
    }
  }

  @Test
  void memberWithoutKeyPackage_isAwaited_andAddedLater() {
    club();
    var away = new AtomicBoolean(true);
    Fingerprint carol = of("carol");
    reopen("alice", link -> new Directory(link, away, Optional.of(carol)));
    spoil();
    blocked("alice", "bob", "carol");
    Group next = world.of("alice", id).replace();
    assertThat(world.told("alice", ClientEvent.MemberAwaited.class).member().claimed())
        .isEqualTo("carol");
    World.eventually("bob is in", () -> next.members().size() == 2);
    assertThat(world.client("alice").inspection().replacement(id).orElseThrow().missing())
        .hasSize(1);
    away.set(false);
    world.crash("alice");
    areIn(next.id(), "alice", "bob", "carol");
    World.eventually(
        "nobody is missing",
        () -> world.client("alice").inspection().replacement(id).orElseThrow().missing().isEmpty());
    assertThat(world.events("alice").stream().filter(ClientEvent.MemberAwaited.class::isInstance))
        .hasSize(1);
  }

  @Test
  void crashInTheMiddle_isGoneOnWithByTheNextProcess_andTextsWaitUntilSomebodyHearsThem() {
    club();
    var away = new AtomicBoolean(true);
    silent.set(true);
    reopen("alice", link -> new Directory(new TextsHeld(link), away, Optional.empty()));
    world.of("alice", id).text("alice's, unsent");
    spoil();
    blocked("alice", "bob", "carol");
    silent.set(false);
    assertThatThrownBy(() -> world.of("alice", id).replace())
        .isInstanceOf(UnavailableException.class);
    GroupId next = world.told("alice", ClientEvent.GroupReplaced.class).successor();
    world.crash("alice");
    world.crash("alice");
    assertThat(said(next, "alice")).isEmpty();
    away.set(false);
    world.crash("alice");
    areIn(next, "alice", "bob", "carol");
    world.awaitTexts(next, 1, "alice", "bob", "carol");
    assertThat(said(next, "bob")).containsExactly("alice's, unsent");
    assertThat(world.client("alice").groups()).hasSize(1);
  }

  /// Shows no mail while it is shut.
  private static final class MailLater extends Bent {
    private final AtomicBoolean shut;

    MailLater(HubLink straight, AtomicBoolean shut) {
      super(straight);
      this.shut = shut;
    }

    @Override
    public List<MailItem> fetchMail(long afterId, int maxBytes) {
      return shut.get() ? List.of() : super.fetchMail(afterId, maxBytes);
    }
  }

  @Test
  void twoCallAtOnce_theFirstOfThemInTheGroupCounts_andNothingIsSaidTwice() {
    club();
    var shut = new AtomicBoolean(true);
    silent.set(true);
    for (String name : List.of("alice", "bob", "carol")) {
      reopen(name, link -> new MailLater(new TextsHeld(link), shut));
    }
    world.of("alice", id).text("from alice");
    world.of("bob", id).text("from bob");
    world.of("carol", id).text("from carol");
    spoil();
    blocked("alice", "bob", "carol");
    silent.set(false);
    Group bobs = world.of("bob", id).replace();
    Group alices = world.of("alice", id).replace();
    assertThat(alices.id()).isNotEqualTo(bobs.id());
    World.eventually(
        "both have invited", () -> alices.members().size() == 3 && bobs.members().size() == 3);
    shut.set(false);
    for (String name : List.of("alice", "bob", "carol")) {
      world.crash(name);
    }
    for (String name : List.of("alice", "bob", "carol")) {
      World.eventually(
          name + " is in alice's group, and only reads bob's",
          () ->
              world.client(name).group(alices.id()).isPresent()
                  && world.of(name, alices.id()).status() == GroupStatus.ACTIVE
                  && world.client(name).group(bobs.id()).isPresent()
                  && world.of(name, bobs.id()).status() == GroupStatus.SUPERSEDED);
      refused(ClientRule.GROUP_REPLACED, () -> world.of(name, bobs.id()).text("not here"));
    }
    for (String name : List.of("alice", "bob", "carol")) {
      World.eventually(
          name + " has all three texts",
          () ->
              Stream.concat(said(alices.id(), name).stream(), said(bobs.id(), name).stream())
                      .count()
                  == 3);
      assertThat(said(alices.id(), name)).contains("from alice").doesNotHaveDuplicates();
    }
    world.of("bob", alices.id()).text("one group again").await();
    world.of("carol", alices.id()).text("and everybody in it").await();
  }

  @Test
  void committersOwnSuccessor_orOneWithStrangers_leadsNobodyOver() {
    club();
    silent.set(true);
    reopen("bob", TextsHeld::new);
    world.of("bob", id).text("only for the club");
    LogMark record = spoil();
    blocked("alice", "bob", "carol");
    GroupId hers =
        ClaimedSuccessor.found(
            keys.getFirst().identity(), world.link("mallory"), id, record, List.of(of("bob")));
    assertThat(refusal(hers)).isEqualTo(ClientRule.REPLACER_FOREIGN.name());

    world.with("dave");
    MlsGroup alice = Inspection.of(world.stop("alice")).mls(id).orElseThrow();
    keys.add(alice);
    GroupId strange =
        ClaimedSuccessor.found(
            alice.identity(), world.link("alice"), id, record, List.of(of("bob"), of("dave")));
    assertThat(refusal(strange)).isEqualTo(ClientRule.REPLACEMENT_ROSTER.name());
    silent.set(false);

    assertThat(world.of("bob", id).status()).isEqualTo(GroupStatus.BLOCKED);
    assertThat(world.client("bob").inspection().waiting(id)).isEqualTo(1);
    assertThat(said(hers, "bob")).isEmpty();
    assertThat(said(strange, "bob")).isEmpty();
    assertThat(world.of("bob", strange).status()).isEqualTo(GroupStatus.ACTIVE);
  }

  private String refusal(GroupId claimant) {
    World.eventually(
        "bob refuses " + claimant + ", had " + world.events("bob"),
        () -> refusals(claimant).findAny().isPresent());
    return refusals(claimant).findFirst().orElseThrow().rule();
  }

  private Stream<ClientEvent.ReplacementRefused> refusals(GroupId claimant) {
    return world.events("bob").stream()
        .filter(ClientEvent.ReplacementRefused.class::isInstance)
        .map(ClientEvent.ReplacementRefused.class::cast)
        .filter(event -> event.claimant().equals(claimant));
  }

  @Test
  void groupThatWorks_isNotReplaced_andNobodyLeavesItselfOut() {
    club();
    refused(ClientRule.NOT_STUCK, () -> world.of("alice", id).replace());
    spoil();
    blocked("alice", "bob", "carol");
    refused(ClientRule.REMOVES_ITSELF, () -> world.of("alice", id).replace(of("alice")));
    var ghost = new Fingerprint(Bytes.wrap(new byte[32]));
    refused(ClientRule.NO_SUCH_MEMBER, () -> world.of("alice", id).replace(ghost));
    assertThat(world.of("alice", id).status()).isEqualTo(GroupStatus.BLOCKED);
    Group next = world.of("alice", id).replace(of("carol"));
    areIn(next.id(), "alice", "bob");
    assertThat(world.of("carol", id).status()).isEqualTo(GroupStatus.BLOCKED);
  }
}
