package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.group.FuzzParcel.Body;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.Sender;
import java.util.Optional;
import java.util.OptionalInt;

/// A member, or somebody who has its keys, breaks a rule, with all signatures and tags in order
/// that it can make.
final class FuzzForge {
  private static final int KINDS = 14;

  private final FuzzScene scene;
  private final FuzzPost post;

  FuzzForge(FuzzScene scene, FuzzPost post) {
    this.scene = scene;
    this.post = post;
  }

  void forge(FuzzSeat seat, FuzzStep step) {
    if (seat.closed || seat.betrayed) {
      return; // a second copy of its keys would use the same generations
    }
    var mallory = new Mallory(scene.world, seat.client);
    int victim =
        seat.epoch.roster.keySet().stream()
            .filter(leaf -> leaf != seat.leaf)
            .skip(step.b() % 4)
            .findFirst()
            .orElse(seat.leaf);
    boolean outside = step.a() % KINDS >= 8 && step.a() % KINDS <= 11;
    boolean isPrivate = scene.settings.handshakes().sendsPrivate() && !outside;
    int kind = step.a() % KINDS;
    if (kind == 13 && !seat.wishes.isEmpty()) {
      return; // whom a wish removes could not check the tag
    }
    Bytes bytes = outside ? fromOutside(kind, mallory, victim) : fromInside(kind, mallory, victim);
    FuzzParcel parcel =
        scene.post(
            bytes,
            seat.epoch,
            outside ? OptionalInt.empty() : OptionalInt.of(seat.leaf),
            isPrivate,
            new Body.Forged(
                "#" + kind + " by " + seat.label + " at " + scene.parcels.size(), kind == 6));
    if (isPrivate) {
      seat.betrayed = true;
    }
    scene.say("  " + parcel);
    scene.done();
    if (step.mode() == FuzzStep.Mode.TOLD) {
      post.tell(seat, parcel);
    }
  }

  private Bytes fromInside(int kind, Mallory mallory, int victim) {
    var self = mallory.epoch().self();
    return switch (kind) {
      case 0 -> mallory.commitBare(new Proposal.Remove(new LeafIndex(victim)));
      case 1 -> mallory.commit(new Proposal.Remove(self));
      case 2 -> mallory.send(new Proposal.Remove(new LeafIndex(200)));
      case 3 -> mallory.commit(new Proposal.Update(mallory.update()));
      case 4 -> mallory.send(new Proposal.Update(mallory.update(scene.server.identity)));
      case 5 -> mallory.commit();
      case 6 -> mallory.commitRefs(scene.world.random.bytes(scene.world.suite.hashSize()));
      case 7 ->
          mallory.commit(
              new Proposal.Add(scene.guest("nobody", memberOf(mallory)).bundle.keyPackage()));
      case 12 ->
          mallory.commit(
              new Proposal.PreSharedKey(
                  new PreSharedKeyId(FuzzScene.WORD, Bytes.ofUtf8("a short nonce"))));
      default ->
          scene.settings.handshakes().sendsPrivate()
              ? mallory.commitAs(scene.server.identity)
              : mallory.commitWithTag(scene.world.random.bytes(scene.world.suite.hashSize()));
    };
  }

  /// An identity that is in the group already.
  private static Identity memberOf(Mallory mallory) {
    return mallory.identity;
  }

  private Bytes fromOutside(int kind, Mallory mallory, int victim) {
    return switch (kind) {
      case 8 ->
          mallory.fromOutside(
              mallory.identity, new Sender.External(0), new Proposal.Remove(new LeafIndex(victim)));
      case 9 ->
          mallory.fromOutside(
              mallory.identity,
              new Sender.NewMemberProposal(),
              new Proposal.Add(scene.guest("server", scene.server.identity).bundle.keyPackage()));
      case 10 -> mallory.enter(scene.server.identity, Optional.empty(), init());
      default ->
          mallory.enter(
              scene.server.identity, Optional.of(new LeafIndex(victim)), init(), remove(victim));
    };
  }

  private Proposal init() {
    return new Proposal.ExternalInit(scene.world.random.bytes(scene.world.suite.kemPublicSize()));
  }

  private static Proposal remove(int leaf) {
    return new Proposal.Remove(new LeafIndex(leaf));
  }
}
