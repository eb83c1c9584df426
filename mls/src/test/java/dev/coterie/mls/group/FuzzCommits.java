package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.group.FuzzParcel.Body;
import dev.coterie.mls.group.FuzzSeat.Staged;
import dev.coterie.mls.group.FuzzWish.Effect;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.message.SuiteId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Members commit: alone, at the same time, with and without what others proposed.
final class FuzzCommits {
  private final FuzzScene scene;
  private final FuzzPost post;

  FuzzCommits(FuzzScene scene, FuzzPost post) {
    this.scene = scene;
    this.post = post;
  }

  /// What a member wants.
  ///
  /// @param allowed whether the model lets it
  private record Wanted(
      String what,
      CommitRequest request,
      List<Effect> own,
      boolean allowed,
      Optional<Identity> identity) {
    static Wanted of(String what, CommitRequest request, boolean allowed, Effect... own) {
      return new Wanted(what, request, List.of(own), allowed, Optional.empty());
    }
  }

  void commit(FuzzOp op, FuzzSeat seat, FuzzStep step) {
    Wanted wanted =
        switch (op) {
          case ADD -> add(seat, step);
          case REMOVE -> remove(seat, step);
          case UPDATE -> Wanted.of("update", CommitRequest.empty(), true);
          case ROTATE -> rotate(seat);
          case EXTENSIONS -> extensions(step);
          case PSK -> psk(seat, step);
          case REINIT -> reInit();
          default ->
              Wanted.of(
                  "empty commit",
                  CommitRequest.empty().path(CommitRequest.PathPolicy.WHEN_NEEDED),
                  true);
        };
    commit(seat, wanted, step.mode());
  }

  private Wanted add(FuzzSeat seat, FuzzStep step) {
    List<Effect> own = new ArrayList<>();
    List<KeyPackage> packages = new ArrayList<>();
    Set<SignaturePublicKey> keys = new HashSet<>(seat.epoch.roster.values());
    boolean allowed = true;
    for (int i = 0; i <= step.b() % 3; i++) {
      Identity person = scene.person(step.a() + i);
      allowed &= keys.add(person.keys().publicKey());
      FuzzGuest guest = scene.guest(scene.name(step.a() + i), person);
      own.add(new Effect.Add(guest));
      packages.add(guest.bundle.keyPackage());
    }
    CommitRequest request = CommitRequest.empty().add(packages);
    request = (step.c() & 4) != 0 ? request.path(CommitRequest.PathPolicy.WHEN_NEEDED) : request;
    request = (step.c() & 8) != 0 ? request.tree(TreePlacement.BESIDE) : request;
    return new Wanted("add " + own.size(), request, own, allowed, Optional.empty());
  }

  private static Wanted remove(FuzzSeat seat, FuzzStep step) {
    int leaf = step.a() % 9;
    return Wanted.of(
        "remove leaf " + leaf,
        CommitRequest.empty().remove(new LeafIndex(leaf)),
        leaf != seat.leaf && seat.epoch.roster.containsKey(leaf),
        new Effect.Remove(leaf));
  }

  private Wanted rotate(FuzzSeat seat) {
    Identity fresh = scene.fresh(seat.name);
    scene.claim(seat.name, fresh);
    return new Wanted(
        "rotate", CommitRequest.empty().identity(fresh), List.of(), true, Optional.of(fresh));
  }

  /// Lists of extensions, the last of which no context may hold.
  List<Extension> list(int pick) {
    var required = new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1));
    Extension listed = OutsiderBreaches.senders(scene.world, "server");
    return switch (pick % 5) {
      case 0 -> List.of();
      case 1 -> List.of(listed);
      case 2 -> List.of(required);
      case 3 -> List.of(required, listed);
      default -> List.of(new Extension.Unknown(0x0A0A, Bytes.EMPTY));
    };
  }

  private Wanted extensions(FuzzStep step) {
    List<Extension> list = list(step.a());
    return Wanted.of(
        "extensions " + step.a() % 5,
        CommitRequest.empty().extensions(list),
        step.a() % 5 != 4,
        new Effect.Replace(list));
  }

  /// The word that everybody may have, or the key of an epoch, which may be one too early.
  PreSharedKeyId.Source named(FuzzSeat seat, int pick) {
    long back = pick % 4 - 1L;
    return back < 0 || back > seat.epoch.number
        ? FuzzScene.WORD
        : new PreSharedKeyId.Source.Resumption(
            ResumptionUsage.APPLICATION, seat.epoch.group, new Epoch(seat.epoch.number - back));
  }

  private Wanted psk(FuzzSeat seat, FuzzStep step) {
    PreSharedKeyId.Source name = named(seat, step.a());
    boolean lent = (step.b() & 3) != 3;
    CommitRequest request = CommitRequest.empty().psk(name);
    return Wanted.of(
        "key " + name.getClass().getSimpleName(),
        lent ? request.keys(scene.lent) : request,
        seat.knows(name, lent),
        new Effect.Psk(name));
  }

  Proposal.ReInit next() {
    return new Proposal.ReInit(
        new GroupId(scene.world.random.bytes(16)),
        ProtocolVersion.MLS10,
        SuiteId.of(scene.world.suite),
        List.of());
  }

  private Wanted reInit() {
    Proposal.ReInit next = next();
    return Wanted.of("end", CommitRequest.empty().reInit(next), true, new Effect.End(next));
  }

  private void commit(FuzzSeat seat, Wanted wanted, FuzzStep.Mode mode) {
    boolean going = !seat.closed && seat.epoch.reInit.isEmpty();
    Optional<StagedCommit> staged =
        scene.attempt(
            seat,
            seat + " commits: " + wanted.what(),
            going && wanted.allowed(),
            () -> {
              StagedCommit one = seat.client.stage(wanted.request());
              seat.client.apply(seat.group().spent());
              return one;
            });
    if (staged.isPresent()) {
      sent(seat, wanted, staged.get(), mode);
    }
  }

  private void sent(FuzzSeat seat, Wanted wanted, StagedCommit staged, FuzzStep.Mode mode) {
    assertThat(seat.wishes.keySet()).containsAll(staged.leftOut());
    List<FuzzWish> named =
        seat.wishes.values().stream()
            .filter(wish -> !staged.leftOut().contains(wish.reference()))
            .toList();
    SignaturePublicKey key =
        wanted
            .identity()
            .map(fresh -> fresh.keys().publicKey())
            .orElseGet(() -> Objects.requireNonNull(seat.epoch.roster.get(seat.leaf)));
    FuzzMove move =
        scene.known(
            staged,
            new FuzzMove.Plan(seat.leaf, named, wanted.own(), key)
                .from(seat.epoch, scene.nextEpoch()));
    move.assertSummary(staged);
    FuzzParcel parcel = scene.post(seat, staged.commitMessage(), new Body.Move(move));
    scene.say("  sent as " + parcel);
    if (scene.seats.stream()
        .anyMatch(
            other ->
                other != seat && other.own.stream().anyMatch(o -> o.move().from() == seat.epoch))) {
      scene.reached(FuzzFault.CONFLICTING);
    }
    seat.own.add(new Staged(parcel, staged));
    staged
        .welcome()
        .ifPresent(
            welcome -> {
              for (FuzzGuest guest : move.guests()) {
                scene.invitations.add(
                    new FuzzInvitation(
                        guest,
                        move.into(),
                        welcome,
                        staged.ratchetTree(),
                        move.psks(),
                        Optional.empty()));
              }
            });
    switch (mode) {
      case TOLD -> {
        post.tell(seat, parcel);
        mergeOwn(seat, seat.own.getLast());
      }
      case KEPT -> keep(seat, seat.own.getLast());
      case SENT -> {}
    }
  }

  /// The commit is accepted, or its time has passed.
  void mergeOwn(FuzzSeat seat, Staged one) {
    boolean fits = !seat.closed && one.move().from() == seat.epoch;
    Optional<FuzzMove> merged =
        scene.attempt(
            seat,
            seat + " merges its own " + one.parcel(),
            fits,
            () -> {
              scene.hands.merge(seat.client, one.commit());
              return one.move();
            });
    if (merged.isPresent()) {
      post.moved(seat, one.move());
    }
    seat.own.remove(one);
  }

  void keep(FuzzSeat seat, Staged one) {
    boolean fits = !seat.closed && one.move().from() == seat.epoch;
    Optional<FuzzParcel> kept =
        scene.attempt(
            seat,
            seat + " keeps " + one.parcel(),
            fits,
            () -> {
              seat.client.apply(seat.group().keep(one.commit()));
              return one.parcel();
            });
    if (kept.isPresent()) {
      // What was kept before is wiped.
      seat.registered
          .filter(lost -> !lost.equals(one.parcel()))
          .ifPresent(lost -> seat.own.removeIf(staged -> staged.parcel().equals(lost)));
      seat.registered = kept;
    }
  }

  void forget(FuzzSeat seat) {
    scene
        .attempt(
            seat,
            seat + " forgets what it keeps",
            !seat.closed,
            () -> {
              seat.client.apply(seat.group().forget());
              return true;
            })
        .ifPresent(
            done -> {
              seat.registered.ifPresent(
                  lost -> seat.own.removeIf(staged -> staged.parcel().equals(lost)));
              seat.registered = Optional.empty();
            });
  }
}
