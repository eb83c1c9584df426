package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.group.FuzzParcel.Body;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.PreSharedKeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/// Ways into a group: founding it, a welcome, a commit from outside, and groups that go on from
/// others.
final class FuzzEntry {
  private static final int MOST_GROUPS = 3;

  private final FuzzScene scene;
  private final FuzzPost post;
  private int founded;

  FuzzEntry(FuzzScene scene, FuzzPost post) {
    this.scene = scene;
    this.post = post;
  }

  Optional<FuzzSeat> found(int pick) {
    if (founded >= MOST_GROUPS) {
      return Optional.empty();
    }
    founded++;
    Identity identity = scene.person(pick);
    World.Client client = scene.client(scene.name(pick), identity);
    client.found(List.of());
    NavigableMap<Integer, SignaturePublicKey> roster = new TreeMap<>();
    roster.put(0, identity.keys().publicKey());
    FuzzSeat seat =
        scene.sit(
            scene.name(pick),
            client,
            new FuzzEpoch(
                scene.nextEpoch(),
                Optional.empty(),
                client.group().id(),
                0,
                roster,
                List.of(),
                Optional.empty()));
    scene.say("  " + seat + " founds a group");
    scene.done();
    return Optional.of(seat);
  }

  /// A guest follows a welcome, which may be bent on the way: then it is refused, or led to the
  /// same epoch all the same, since parts of it are for others.
  void join(FuzzStep step) {
    List<FuzzInvitation> open =
        scene.invitations.stream().filter(one -> !one.guest().joined).toList();
    if (open.isEmpty()) {
      return;
    }
    FuzzInvitation one = open.get(open.size() - 1 - step.a() % open.size());
    Bytes welcome =
        switch (step.b() % 8) {
          case 6 -> FuzzRun.bent(one.welcome(), step.c(), step.d());
          case 7 -> one.welcome().slice(0, step.c() * one.welcome().size() / 256);
          default -> one.welcome();
        };
    boolean bent = !welcome.equals(one.welcome());
    if (bent) {
      scene.reached(step.b() % 8 == 6 ? FuzzFault.MUTATED : FuzzFault.TRUNCATED);
    }
    boolean lent = (step.d() & 7) != 7;
    Optional<FuzzSeat> old = oldSeat(one);
    boolean allowed =
        one.old().isEmpty() ? !one.needsPast() && (lent || !one.needsWord()) : old.isPresent();
    JoinRequest request = JoinRequest.of(one.guest().bundle, welcome);
    request = lent ? request.keys(scene.lent) : request;
    request = one.tree().isPresent() ? request.tree(one.tree().get()) : request;
    try {
      Joined joined =
          old.isPresent()
              ? succession(old.get(), one.guest().client.identity).join(request, scene.world.now)
              : MlsGroup.join(
                  scene.world.engine,
                  one.guest().client.identity,
                  request,
                  scene.settings,
                  scene.world.now);
      assertThat(allowed).as("%s joins by %s", one.guest().name, one.into()).isTrue();
      one.guest().joined = true;
      scene.done();
      one.guest().client.enter(joined);
      scene.say("  joined: " + scene.sit(one.guest().name, one.guest().client, one.into()));
    } catch (CoterieException refused) {
      scene.say("  " + one.guest().name + " does not join: " + scene.refused(refused));
      assertThat(allowed && !bent)
          .as("%s joins: %s", one.guest().name, refused.getMessage())
          .isFalse();
    }
  }

  /// Where a guest sits in the group that the new one goes on from.
  private Optional<FuzzSeat> oldSeat(FuzzInvitation invitation) {
    return scene.seats.stream()
        .filter(
            seat ->
                !seat.closed
                    && invitation.old().filter(seat.epoch::equals).isPresent()
                    && seat.name.equals(invitation.guest().name))
        .findFirst();
  }

  private Succession succession(FuzzSeat old, Identity identity) {
    return Succession.of(old.group(), scene.world.engine, identity, scene.settings);
  }

  /// Somebody comes in by a commit of its own, new or in place of a former self.
  void enter(FuzzSeat near, String name, Identity identity, boolean resync, FuzzStep step) {
    Optional<Bytes> info =
        scene.attempt(
            near,
            near + " gives the group info",
            !near.closed && near.epoch.reInit.isEmpty(),
            () -> near.client.groupInfo(TreePlacement.INSIDE));
    if (info.isEmpty()) {
      return;
    }
    SignaturePublicKey key = identity.keys().publicKey();
    Optional<Integer> place =
        near.epoch.roster.entrySet().stream()
            .filter(entry -> entry.getValue().equals(key))
            .map(Map.Entry::getKey)
            .findFirst();
    boolean withWord = (step.b() & 7) == 7;
    ExternalJoin request = ExternalJoin.of(info.get()).keys(scene.lent);
    request = resync ? request.resync() : request;
    request = withWord ? request.psk(FuzzScene.WORD) : request;
    World.Client client = scene.client(name, identity);
    try {
      Entered entered = client.knock(request);
      assertThat(place.isPresent()).as("%s comes in", name).isEqualTo(resync);
      Set<PreSharedKeyId.Source> psks = withWord ? Set.of(FuzzScene.WORD) : Set.of();
      FuzzMove move =
          FuzzMove.entry(
              near.epoch, scene.nextEpoch(), resync ? place : Optional.empty(), key, psks);
      FuzzParcel parcel =
          scene.post(entered.commit(), near.epoch, OptionalInt.empty(), false, new Body.Move(move));
      client.enter(entered);
      FuzzSeat seat = scene.sit(name, client, move.into());
      scene.say("  " + seat + " comes in by " + parcel);
      scene.done();
      if (step.mode() == FuzzStep.Mode.TOLD) {
        post.deliver(near, parcel, FuzzPost.Manner.PLAIN);
        for (FuzzSeat other : List.copyOf(scene.seats)) {
          if (!other.closed && other.epoch == move.from()) {
            post.deliver(other, parcel, FuzzPost.Manner.PLAIN);
          }
        }
      }
    } catch (CoterieException refused) {
      scene.say("  " + name + " does not come in: " + scene.refused(refused));
      assertThat(place.isPresent()).as("%s: %s", name, refused.getMessage()).isEqualTo(!resync);
    }
  }

  /// The group goes on as it announced, by this seat's hand.
  void reinitialise(FuzzSeat seat) {
    List<FuzzGuest> others = guests(seat, seat.epoch.roster.size());
    Optional<Successor> made =
        scene.attempt(
            seat,
            seat + " makes the next group",
            !seat.closed && seat.epoch.reInit.isPresent(),
            () ->
                succession(seat, seat.client.identity)
                    .reinitialise(packages(others), scene.world.random, scene.world.now));
    made.ifPresent(one -> begin(seat, one, others));
  }

  /// Some go on in a group of their own.
  void branch(FuzzSeat seat, FuzzStep step) {
    List<FuzzGuest> others = guests(seat, 1 + step.a() % 4);
    Optional<Successor> made =
        scene.attempt(
            seat,
            seat + " branches off",
            !seat.closed && seat.epoch.reInit.isEmpty(),
            () ->
                succession(seat, seat.client.identity)
                    .branch(
                        new GroupId(scene.world.random.bytes(16)),
                        List.of(),
                        packages(others),
                        scene.world.random,
                        scene.world.now));
    made.ifPresent(one -> begin(seat, one, others));
  }

  private List<FuzzGuest> guests(FuzzSeat seat, int most) {
    List<FuzzGuest> guests = new ArrayList<>();
    seat.epoch.roster.forEach(
        (leaf, key) -> {
          if (leaf != seat.leaf && guests.size() < most) {
            guests.add(scene.guest(scene.nameOf(key), scene.ownerOf(key)));
          }
        });
    return guests;
  }

  private static List<KeyPackage> packages(List<FuzzGuest> guests) {
    return guests.stream().map(guest -> guest.bundle.keyPackage()).toList();
  }

  private FuzzEpoch epoch(
      Optional<FuzzEpoch> parent, GroupId id, NavigableMap<Integer, SignaturePublicKey> roster) {
    return new FuzzEpoch(
        scene.nextEpoch(),
        parent,
        id,
        parent.isEmpty() ? 0 : 1,
        roster,
        List.of(),
        Optional.empty());
  }

  private void begin(FuzzSeat from, Successor made, List<FuzzGuest> others) {
    NavigableMap<Integer, SignaturePublicKey> roster = new TreeMap<>();
    roster.put(0, from.client.identity.keys().publicKey());
    FuzzEpoch first = epoch(Optional.empty(), made.group().id(), roster);
    others.forEach(guest -> roster.put(roster.size(), guest.key()));
    FuzzEpoch epoch = epoch(Optional.of(first), made.group().id(), roster);
    World.Client client = scene.client(from.name, from.client.identity);
    client.take(made.group());
    client.apply(made.delta());
    FuzzSeat maker = scene.sit(from.name, client, epoch);
    maker.past.add(first);
    maker.resumptions.add(first.number);
    scene.say("  " + maker + " is in the next group");
    made.welcome()
        .ifPresent(
            welcome ->
                others.forEach(
                    guest ->
                        scene.invitations.add(
                            new FuzzInvitation(
                                guest,
                                epoch,
                                welcome,
                                made.ratchetTree(),
                                Set.of(),
                                Optional.of(from.epoch)))));
  }
}
