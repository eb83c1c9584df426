package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.group.FuzzParcel.Body;
import dev.coterie.mls.group.FuzzWish.Effect;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.PublicMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Members speak and propose, and so do those outside.
final class FuzzTalk {
  private final FuzzScene scene;
  private final FuzzPost post;
  private final FuzzCommits commits;

  FuzzTalk(FuzzScene scene, FuzzPost post, FuzzCommits commits) {
    this.scene = scene;
    this.post = post;
    this.commits = commits;
  }

  private static boolean isGoing(FuzzSeat seat) {
    return !seat.closed && seat.epoch.reInit.isEmpty();
  }

  void say(FuzzSeat seat, FuzzStep step) {
    String text = "m" + scene.parcels.size();
    Optional<Sealed> sealed =
        scene.attempt(
            seat,
            seat + " says " + text,
            isGoing(seat) && !seat.mustCommit(),
            () -> scene.hands.seal(seat.client, Bytes.ofUtf8(text), scene.world.random));
    if (sealed.isPresent()) {
      long generation = sealed.get().generation();
      assertThat(scene.generations.add(seat.epoch.id + ":" + seat.leaf + ":" + generation))
          .as("%s uses generation %d once", seat, generation)
          .isTrue();
      FuzzParcel parcel = scene.post(seat, sealed.get().message(), new Body.Text(generation, text));
      if (step.mode() == FuzzStep.Mode.TOLD) {
        post.tell(seat, parcel);
      }
      scene.check(seat);
    }
  }

  void propose(FuzzOp op, FuzzSeat seat, FuzzStep step) {
    switch (op) {
      case PROPOSE_REMOVE -> {
        int leaf = step.a() % 9;
        propose(
            seat,
            step,
            new Effect.Remove(leaf),
            seat.epoch.roster.containsKey(leaf),
            new Proposal.Remove(new LeafIndex(leaf)));
      }
      case PROPOSE_ADD -> {
        FuzzGuest guest = scene.guest(scene.name(step.a()), scene.person(step.a()));
        propose(
            seat, step, new Effect.Add(guest), true, new Proposal.Add(guest.bundle.keyPackage()));
      }
      case PROPOSE_PSK -> {
        PreSharedKeyId.Source name = commits.named(seat, step.a());
        propose(seat, step, new Effect.Psk(name), true, new Proposal.PreSharedKey(named(name)));
      }
      case PROPOSE_EXTENSIONS -> {
        List<Extension> list = commits.list(step.a());
        propose(
            seat,
            step,
            new Effect.Replace(list),
            step.a() % 5 != 4,
            new Proposal.GroupContextExtensions(list));
      }
      case PROPOSE_REINIT -> {
        Proposal.ReInit next = commits.next();
        propose(seat, step, new Effect.End(next), true, next);
      }
      default -> update(seat, step);
    }
  }

  private PreSharedKeyId named(PreSharedKeyId.Source name) {
    return Proposer.name(name, scene.world.crypto, scene.world.random);
  }

  private void update(FuzzSeat seat, FuzzStep step) {
    proposed(
        seat,
        step,
        new Effect.Update(),
        scene.attempt(
            seat, seat + " proposes an update", isGoing(seat), seat.client::proposeUpdate));
  }

  private void propose(
      FuzzSeat seat, FuzzStep step, Effect effect, boolean allowed, Proposal proposal) {
    proposed(
        seat,
        step,
        effect,
        scene.attempt(
            seat,
            seat + " proposes " + effect.getClass().getSimpleName(),
            isGoing(seat) && allowed,
            () -> seat.client.propose(proposal)));
  }

  private void proposed(FuzzSeat seat, FuzzStep step, Effect effect, Optional<Proposed> outcome) {
    if (outcome.isPresent()) {
      var wish = new FuzzWish(outcome.get().reference(), OptionalInt.of(seat.leaf), effect);
      seat.wishes.putIfAbsent(wish.reference(), wish);
      FuzzParcel parcel = scene.post(seat, outcome.get().message(), new Body.Wish(wish));
      if (step.mode() == FuzzStep.Mode.TOLD) {
        post.tell(seat, parcel);
      }
      scene.check(seat);
    }
  }

  /// The server proposes, whether it is listed or not.
  void outsider(FuzzSeat near, FuzzStep step) {
    Effect effect;
    Proposal proposal;
    switch (step.b() % 3) {
      case 0 -> {
        int leaf = step.a() % 9;
        effect = new Effect.Remove(leaf);
        proposal = new Proposal.Remove(new LeafIndex(leaf));
      }
      case 1 -> {
        FuzzGuest guest = scene.guest(scene.name(step.a()), scene.person(step.a()));
        effect = new Effect.Add(guest);
        proposal = new Proposal.Add(guest.bundle.keyPackage());
      }
      default -> {
        effect = new Effect.Psk(FuzzScene.WORD);
        proposal = new Proposal.PreSharedKey(named(FuzzScene.WORD));
      }
    }
    Bytes message =
        Outsiders.propose(
            scene.world.crypto,
            0,
            scene.server.identity.keys().privateKey(),
            near.epoch.group,
            new Epoch(near.epoch.number),
            proposal);
    outside(near, step, message, effect, true);
  }

  /// Somebody asks to be added.
  void ask(FuzzSeat near, FuzzStep step) {
    FuzzGuest guest = scene.guest(scene.name(step.a()), scene.person(step.a()));
    Bytes message =
        Outsiders.askToJoin(
            guest.client.identity,
            guest.bundle.keyPackage(),
            near.epoch.group,
            new Epoch(near.epoch.number));
    outside(near, step, message, new Effect.Add(guest), false);
  }

  private void outside(
      FuzzSeat near, FuzzStep step, Bytes message, Effect effect, boolean byServer) {
    Bytes reference =
        ((PublicMessage) MlsMessage.CODEC.decode(message))
            .authenticatedContent()
            .proposalRef(scene.world.crypto);
    var wish = new FuzzWish(reference, OptionalInt.empty(), effect);
    FuzzParcel parcel =
        scene.post(
            message, near.epoch, OptionalInt.empty(), false, new Body.Outside(wish, byServer));
    scene.say("  from outside: " + parcel);
    scene.done();
    if (step.mode() == FuzzStep.Mode.TOLD) {
      post.deliver(near, parcel, FuzzPost.Manner.PLAIN);
      post.tell(near, parcel);
    }
  }
}
