package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.group.FuzzSeat.Staged;
import dev.coterie.mls.group.GroupSettings.Retention;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;

/// Plays a string of octets: several people, their groups and the network between them, against a
/// model that knows no cryptography.
///
/// ```
///   octets ─▶ steps ─▶ engine ─┬─▶ the model says the same: accepted or refused, who is in, what opens
///                              ├─▶ a refusal leaves every stored row as it was
///                              └─▶ all who came to an epoch know the same
/// ```
final class FuzzRun {
  private static final int MOST_STEPS = 120;

  /// The suites by how often they come: those of great curves take long.
  private static final int[] SUITES = {1, 1, 3, 2, 1, 7, 1, 3, 2, 1, 1, 3, 5, 1, 4, 6};

  private final FuzzScene scene;
  private final FuzzPost post;
  private final FuzzCommits commits;
  private final FuzzTalk talk;
  private final FuzzEntry entry;
  private final FuzzForge forge;
  private final FuzzSync sync;

  private FuzzRun(FuzzScene scene) {
    this.scene = scene;
    post = new FuzzPost(scene);
    commits = new FuzzCommits(scene, post);
    talk = new FuzzTalk(scene, post, commits);
    entry = new FuzzEntry(scene, post);
    forge = new FuzzForge(scene, post);
    sync = new FuzzSync(scene, post);
  }

  /// Plays to the end.
  ///
  /// @return what was done, for those who want to know what an input reaches
  /// @throws AssertionError if engine and model differ; it lists every step
  static FuzzScene play(byte[] input) {
    return play(input, FuzzHands.STEADY);
  }

  /// The same with other hands on the engine.
  static FuzzScene play(byte[] input, FuzzHands hands) {
    int head = FuzzStep.octet(input, 0);
    int more = FuzzStep.octet(input, 1);
    CipherSuite suite = CipherSuite.of(SUITES[head & 15]).orElseThrow();
    HandshakeWire wire = List.of(HandshakeWire.values()).get((head >>> 4) % 3);
    Retention retention =
        (more & 8) != 0 && wire == HandshakeWire.PUBLIC
            ? new Retention(1, 3, 80)
            : Retention.RECOMMENDED;
    GroupSettings.Waiting waiting =
        (more & 16) != 0 ? GroupSettings.Waiting.UNORDERED : GroupSettings.Waiting.RECOMMENDED;
    GroupSettings settings =
        GroupSettings.recommended()
            .handshakes(wire)
            .retention(retention)
            .waiting(waiting)
            .resumptionEpochs(3);
    var scene = new FuzzScene(suite, 1 + head, settings, hands);
    scene.say(suite + ", handshakes " + wire + ", " + retention + ", " + waiting);
    scene.reached("suite " + suite.code());
    scene.reached("wire " + wire);
    var run = new FuzzRun(scene);
    try {
      run.begin(more & 7);
      for (FuzzStep step : FuzzStep.all(input, MOST_STEPS)) {
        run.step(step);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          e
              + "\nafter these steps:\n"
              + String.join("\n", scene.lines)
              + "\nof input "
              + HexFormat.of().formatHex(input),
          e);
    }
    return scene;
  }

  /// A group to start with.
  private void begin(int guests) {
    FuzzSeat founder = entry.found(0).orElseThrow();
    if (guests > 0) {
      commits.commit(
          FuzzOp.ADD, founder, new FuzzStep(FuzzOp.ADD, 0, 1, Math.min(guests, 3) - 1, 0, 0));
      for (int i = 0; i < Math.min(guests, 3); i++) {
        entry.join(new FuzzStep(FuzzOp.JOIN, 0, 0, 0, 0, 0));
      }
    }
  }

  private void step(FuzzStep step) {
    scene.begin(step.op());
    scene.say(step.toString());
    FuzzSeat seat = scene.seat(step.who()).orElseThrow();
    switch (step.op()) {
      case FOUND -> entry.found(step.a());
      case ADD, REMOVE, UPDATE, EMPTY, ROTATE, EXTENSIONS, PSK, REINIT -> {
        if (!seat.betrayed) {
          commits.commit(step.op(), seat, step);
        }
      }
      case MERGE_OWN -> picked(seat.own, step.a()).ifPresent(one -> commits.mergeOwn(seat, one));
      case KEEP -> picked(seat.own, step.a()).ifPresent(one -> commits.keep(seat, one));
      case FORGET -> commits.forget(seat);
      case PROPOSE_UPDATE,
          PROPOSE_REMOVE,
          PROPOSE_ADD,
          PROPOSE_PSK,
          PROPOSE_EXTENSIONS,
          PROPOSE_REINIT -> {
        if (!seat.betrayed) {
          talk.propose(step.op(), seat, step);
        }
      }
      case OUTSIDER -> talk.outsider(seat, step);
      case ASK -> talk.ask(seat, step);
      case SAY -> talk.say(seat, step);
      case DELIVER -> deliver(seat, step);
      case DROP -> drop(step);
      case MERGE_SEEN -> picked(seat.seen, step.a()).ifPresent(one -> post.mergeSeen(seat, one));
      case RETRY ->
          picked(seat.everKept, step.a()).ifPresent(one -> post.retry(seat, one, manner(step)));
      case READY -> post.ready(seat, manner(step));
      case JOIN -> entry.join(step);
      case EXTERNAL_JOIN ->
          entry.enter(seat, scene.name(step.a()), scene.person(step.a()), false, step);
      case RESYNC -> {
        FuzzSeat back = scene.seat(step.a()).orElseThrow();
        entry.enter(seat, back.name, back.client.identity, true, step);
      }
      case REINITIALISE -> entry.reinitialise(seat);
      case BRANCH -> entry.branch(seat, step);
      case RESTART -> restart(seat, FuzzFault.RESTARTED);
      case CRASH -> crash(seat, step);
      case SETTINGS -> settings(seat, step);
      case FORGE -> forge.forge(seat, step);
      case SYNC -> {
        if (!seat.closed) {
          sync.sync(seat);
        }
      }
    }
  }

  private static <T> Optional<T> picked(List<T> list, int pick) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(pick % list.size()));
  }

  private static FuzzPost.Manner manner(FuzzStep step) {
    return new FuzzPost.Manner((step.d() & 4) == 0, (step.d() & 8) == 0);
  }

  private void deliver(FuzzSeat seat, FuzzStep step) {
    Optional<FuzzParcel> found = scene.parcel((step.a() * step.a()) >>> 8); // rather late ones
    if (found.isEmpty()) {
      return;
    }
    FuzzParcel parcel = found.get();
    Bytes bytes = parcel.bytes();
    switch (step.b() & 15) {
      case 10, 11 ->
          post.deliverBent(seat, parcel, bent(bytes, step.c(), step.d()), FuzzFault.MUTATED);
      case 12, 13 ->
          post.deliverBent(
              seat, parcel, bytes.slice(0, step.c() * bytes.size() / 256), FuzzFault.TRUNCATED);
      case 14 ->
          post.deliverBent(
              seat, parcel, Bytes.concat(bytes, Bytes.of(step.c())), FuzzFault.EXTENDED);
      case 15 -> wrongKind(seat, step);
      default -> post.deliver(seat, parcel, manner(step));
    }
  }

  /// One bit of it is the other way round.
  static Bytes bent(Bytes bytes, int place, int more) {
    byte[] changed = bytes.toArray();
    int at = ((place << 8 | more) * changed.length) >>> 16;
    changed[at] ^= (byte) (1 << (more & 7));
    return Bytes.wrap(changed);
  }

  private void wrongKind(FuzzSeat seat, FuzzStep step) {
    Bytes message =
        scene.invitations.isEmpty() || (step.c() & 1) == 0
            ? KeyPackages.message(scene.guest("server", scene.server.identity).bundle.keyPackage())
            : picked(scene.invitations, step.a()).orElseThrow().welcome();
    var parcel =
        new FuzzParcel(
            0,
            message,
            seat.epoch,
            OptionalInt.empty(),
            false,
            new FuzzParcel.Body.Forged("of a wrong kind", false));
    post.deliverBent(seat, parcel, message, FuzzFault.WRONG_KIND);
  }

  private void drop(FuzzStep step) {
    scene
        .parcel(step.a())
        .ifPresent(
            lost -> {
              scene.parcels.remove(lost);
              scene.reached(FuzzFault.DROPPED);
              scene.say("  lost: " + lost);
              scene.done();
            });
  }

  /// What is in memory only is gone, but for what is registered.
  private void restart(FuzzSeat seat, FuzzFault why) {
    if (seat.closed) {
      return;
    }
    scene.reached(why);
    scene.done();
    scene.hands.restart(seat.client);
    seat.seen.clear();
    List<Staged> kept =
        seat.own.stream()
            .filter(one -> seat.registered.filter(one.parcel()::equals).isPresent())
            .map(one -> new Staged(one.parcel(), seat.group().pending().orElseThrow()))
            .toList();
    seat.own = new ArrayList<>(kept);
    scene.check(seat);
    seat.epoch.assertAgreement(seat.group());
  }

  /// Something is done, and the process ends before it is stored; nothing of it has left.
  private void crash(FuzzSeat seat, FuzzStep step) {
    if (seat.closed) {
      return;
    }
    NavigableMap<Bytes, Bytes> before = scene.rows(seat);
    try {
      switch (step.a() % 4) {
        case 0 -> seat.group().seal(Bytes.EMPTY, Bytes.ofUtf8("lost"), scene.world.random);
        case 1 -> seat.group().proposeUpdate(scene.world.random);
        case 2 -> seat.group().stage(CommitRequest.empty(), scene.world.random, scene.world.now);
        default -> {
          Optional<FuzzParcel> parcel = scene.parcel(step.b());
          if (parcel.isPresent()) {
            seat.group().receive(parcel.get().bytes(), scene.lent, scene.world.now);
          }
        }
      }
    } catch (CoterieException refused) {
      scene.say("  " + scene.refused(refused) + ", and then the process ended");
    }
    assertThat(scene.rows(seat).equals(before)).isTrue();
    restart(seat, FuzzFault.CRASHED);
  }

  private void settings(FuzzSeat seat, FuzzStep step) {
    Retention now = seat.retention;
    var retention = new Retention(step.a() % 4, now.skippedGenerations(), now.maxForward());
    int epochs = step.b() % 4;
    scene
        .attempt(
            seat,
            seat + " keeps " + retention.pastEpochs() + " epochs, " + epochs + " keys",
            !seat.closed,
            () -> {
              seat.client.apply(
                  seat.group()
                      .settings(
                          seat.group().settings().retention(retention).resumptionEpochs(epochs)));
              return true;
            })
        .ifPresent(done -> seat.limits(retention, epochs));
    scene.check(seat);
  }
}
