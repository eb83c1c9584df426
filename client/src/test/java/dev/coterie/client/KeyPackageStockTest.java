package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.ClientOptions.Invitations;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageOffer.Use;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Key packages at the hub: never none, never doubled by crashes, and keys go when their time is
/// over. Stocks here have four one-time packages, are refilled below two, and live for seven days.
final class KeyPackageStockTest {
  private final World world = new World();
  private final Clock clock = new Clock();

  /// The time, some days ahead.
  private static final class Clock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  private World aliceAndBob() {
    return aliceAndBob(Invitations.ACCEPT);
  }

  private World aliceAndBob(Invitations ofBob) {
    world.with("alice");
    return world
        .tuned(options -> options.with(clock, RandomSource.system()).with(ofBob))
        .with("bob");
  }

  private KeyPackageFigures figures() {
    return Inspection.of(world.store("bob")).keyPackages();
  }

  private Set<Bytes> references() {
    return world.store("bob").scan(Table.KEY_PACKAGE, Bytes.EMPTY, Bytes.EMPTY, 100).stream()
        .map(Row::key)
        .collect(Collectors.toSet());
  }

  private KeyPackageStock atTheHub() {
    return world.link("bob").countKeyPackages(1);
  }

  private ClaimedKeyPackage claim() {
    return world.link("alice").claimKeyPackage(bob(), 1).orElseThrow();
  }

  private Fingerprint bob() {
    return world.client("bob").self().fingerprint();
  }

  /// Bob's last resort at the hub; takes all one-time packages out of the way.
  private Bytes lastResort() {
    while (true) {
      ClaimedKeyPackage claimed = claim();
      if (claimed.use() == Use.LAST_RESORT) {
        return claimed.keyPackage();
      }
    }
  }

  private GroupId invite() {
    Group group = world.client("alice").createGroup("club");
    group.invite("bob");
    return group.id();
  }

  private void isIn(GroupId id) {
    World.eventually("bob is in", () -> world.client("bob").group(id).isPresent());
  }

  @Test
  void lowStock_isRefilled_whenTheHubWarns() {
    aliceAndBob();
    World.eventually("stocked", () -> figures().oneTime() == 4 && figures().lastResorts() == 1);
    for (int i = 0; i < 3; i++) {
      assertThat(claim().use()).isEqualTo(Use.ONE_TIME);
    }
    World.eventually("refilled", () -> atTheHub().oneTime() == 4);
    World.eventually("confirmed", () -> figures().equals(new KeyPackageFigures(7, 0, 1, 0, 0, 0)));
  }

  @Test
  void lastResort_isHandedOutOnlyWhenTheStockIsEmpty() {
    aliceAndBob();
    World.eventually("stocked", () -> atTheHub().oneTime() == 4);
    world.stop("bob");
    for (int i = 0; i < 4; i++) {
      assertThat(claim().use()).isEqualTo(Use.ONE_TIME);
    }
    Bytes last = claim().keyPackage();
    assertThat(claim()).isEqualTo(new ClaimedKeyPackage(last, Use.LAST_RESORT));
  }

  @Test
  void lastResort_usedTwice_isCountedAndTold_andReplaced() {
    aliceAndBob();
    World.eventually("stocked", () -> figures().lastResorts() == 1);
    MemoryClientStore store = world.stop("bob");
    Bytes old = lastResort();
    List<GroupId> groups = List.of(invite(), invite());
    world.open("bob", store, link -> link);
    groups.forEach(this::isIn);
    var told = world.told("bob", ClientEvent.LastResortReused.class);
    assertThat(told.uses()).isEqualTo(2);
    assertThat(groups).contains(told.group());
    World.eventually("replaced", () -> figures().retired() == 1 && figures().lastResorts() == 1);
    assertThat(figures().lastResortUses()).isEqualTo(2);
    assertThat(figures().lastResortReuses()).isEqualTo(1);
    assertThat(lastResort()).isNotEqualTo(old);
    groups.forEach(id -> world.of("bob", id).text("here").await());
  }

  /// The hub goes on handing out what it was told to replace.
  private static final class OldLastResort extends Bent {
    private final Bytes old;

    OldLastResort(HubLink straight, Bytes old) {
      super(straight);
      this.old = old;
    }

    @Override
    public Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int cipherSuite) {
      return Optional.of(new ClaimedKeyPackage(old, Use.LAST_RESORT));
    }
  }

  @Test
  void replacedLastResort_opensForADay_andLaterUsesDoNotProlongThat() {
    aliceAndBob();
    World.eventually("stocked", () -> figures().lastResorts() == 1);
    MemoryClientStore store = world.stop("bob");
    Bytes old = lastResort();
    MemoryClientStore alices = world.stop("alice");
    world.tuned(options -> options).open("alice", alices, link -> new OldLastResort(link, old));
    GroupId first = invite();
    world.tuned(options -> options.with(clock, RandomSource.system()));
    world.open("bob", store, link -> link);
    isIn(first);
    World.eventually("replaced", () -> figures().retired() == 1);

    clock.ahead = Duration.ofHours(20);
    isIn(invite());
    assertThat(figures().retired()).isEqualTo(1);
    assertThat(figures().lastResortReuses()).isEqualTo(1);

    clock.ahead = Duration.ofHours(25);
    world.crash("bob");
    World.eventually("its keys are gone", () -> figures().retired() == 0);
    invite();
    var refused = world.told("bob", ClientEvent.InvitationRefused.class);
    assertThat(refused.rule()).isEqualTo(ClientRule.NO_KEY_PACKAGE.name());
  }

  @Test
  void packagesThatGrowOld_areReplacedBeforeTheyEnd() {
    aliceAndBob();
    World.eventually("stocked", () -> figures().oneTime() == 4);
    clock.ahead = Duration.ofDays(5);
    world.crash("bob");
    World.eventually("bob has looked", () -> atTheHub().lastResort());
    assertThat(figures()).isEqualTo(new KeyPackageFigures(4, 0, 1, 0, 0, 0));
    clock.ahead = Duration.ofDays(6);
    world.crash("bob");
    World.eventually("replaced", () -> figures().equals(new KeyPackageFigures(8, 0, 1, 1, 0, 0)));
    assertThat(atTheHub().oneTime()).isEqualTo(8);
    clock.ahead = Duration.ofDays(9);
    world.crash("bob");
    World.eventually(
        "the old ones are gone", () -> figures().equals(new KeyPackageFigures(4, 0, 1, 0, 0, 0)));
  }

  /// A hub whose shelf cannot be reached, or whose answers about it get lost.
  private static final class ShelfFails extends Bent {
    private final AtomicInteger attempts;
    private final boolean arrives;

    ShelfFails(HubLink straight, AtomicInteger attempts, boolean arrives) {
      super(straight);
      this.attempts = attempts;
      this.arrives = arrives;
    }

    @Override
    public KeyPackageStock publishKeyPackages(List<KeyPackageOffer> offers) {
      attempts.incrementAndGet();
      if (arrives) {
        super.publishKeyPackages(offers);
      }
      throw new UnavailableException("hub", new IOException("no answer"));
    }
  }

  @Test
  void crashBeforePublishing_nextProcessPublishesTheSame_andMakesNoMore() {
    crashBetween(false);
  }

  @Test
  void crashAfterPublishing_answerLost_publishesNothingTwice() {
    crashBetween(true);
  }

  private void crashBetween(boolean arrives) {
    world.with("alice");
    var attempts = new AtomicInteger();
    world.open("bob", new MemoryClientStore(), link -> new ShelfFails(link, attempts, arrives));
    World.eventually("bob tries again", () -> attempts.get() >= 6);
    assertThat(figures()).isEqualTo(new KeyPackageFigures(0, 5, 0, 0, 0, 0));
    Set<Bytes> made = references();
    MemoryClientStore left = world.stop("bob");
    assertThat(atTheHub().oneTime()).isEqualTo(arrives ? 4 : 0);
    world.open("bob", left, link -> link);
    World.eventually("published", () -> figures().equals(new KeyPackageFigures(4, 0, 1, 0, 0, 0)));
    assertThat(references()).isEqualTo(made);
    assertThat(atTheHub()).isEqualTo(new KeyPackageStock(4, true));
    assertThat(Inspection.of(left).owner()).contains(bob());
  }

  @Test
  void crashBetweenTheUseOfALastResortAndItsReplacement_itIsReplacedAllTheSame() {
    aliceAndBob();
    World.eventually("stocked", () -> figures().lastResorts() == 1);
    MemoryClientStore store = world.stop("bob");
    Bytes old = lastResort();
    GroupId id = invite();
    world.open("bob", store, link -> new ShelfFails(link, new AtomicInteger(), false));
    isIn(id);
    MemoryClientStore left = world.stop("bob");
    assertThat(Inspection.of(left).keyPackages().lastResortUses()).isEqualTo(1);
    assertThat(claim().keyPackage()).isEqualTo(old);
    world.open("bob", left, link -> link);
    World.eventually("replaced", () -> figures().retired() == 1 && figures().lastResorts() == 1);
    assertThat(lastResort()).isNotEqualTo(old);
    assertThat(figures().lastResortReuses()).isZero();
  }

  @Test
  void hubThatTakesNoMoreOneTimePackages_stillGetsALastResort() {
    world.with("alice");
    world.open(
        "bob",
        new MemoryClientStore(),
        link ->
            new Bent(link) {
              @Override
              public KeyPackageStock publishKeyPackages(List<KeyPackageOffer> offers) {
                if (offers.getFirst().use() == Use.ONE_TIME) {
                  throw new RefusedException(HubRule.TOO_MANY_KEY_PACKAGES, "no more");
                }
                return super.publishKeyPackages(offers);
              }
            });
    World.eventually("a last resort", () -> atTheHub().lastResort());
    assertThat(figures().unpublished()).isEqualTo(4);
  }

  @Test
  void whoDecidesLate_joinsByALastResortThatWasReplacedLongAgo() {
    aliceAndBob(Invitations.ASK);
    World.eventually("stocked", () -> figures().lastResorts() == 1);
    MemoryClientStore store = world.stop("bob");
    lastResort();
    GroupId id = invite();
    world.open("bob", store, link -> link);
    var invited = world.told("bob", ClientEvent.Invited.class);
    World.eventually("replaced", () -> figures().retired() == 1);
    clock.ahead = Duration.ofDays(2);
    world.crash("bob");
    World.eventually("bob has looked", () -> figures().unpublished() == 0);
    world.client("bob").accept(invited.mail());
    isIn(id);
    assertThat(figures().lastResortUses()).isEqualTo(1);
    world.crash("bob");
    World.eventually("its keys are gone", () -> figures().retired() == 0);
  }

  @Test
  void declinedInvitation_takesItsKeysAlong() {
    aliceAndBob(Invitations.ASK);
    World.eventually("stocked", () -> figures().oneTime() == 4);
    Set<Bytes> before = references();
    invite();
    var invited = world.told("bob", ClientEvent.Invited.class);
    world.client("bob").decline(invited.mail());
    assertThat(before).containsAll(references()).hasSize(references().size() + 1);
  }

  @Test
  void lifetimesThatEndBeforeTheyAreReplaced_areNoPlan() {
    assertThatThrownBy(() -> new ClientOptions.KeyPackageStockPlan(4, 2, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
