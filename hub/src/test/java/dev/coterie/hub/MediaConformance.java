package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaEvent.Ended;
import dev.coterie.hubapi.MediaEvent.Frame;
import dev.coterie.hubapi.MediaEvent.Interrupted;
import dev.coterie.hubapi.MediaEvent.Opened;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.hubapi.RosterChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a link promises of live media, whatever hub is behind it.
abstract class MediaConformance {
  static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("a call"));

  /// No rate that a test meets by accident.
  static final MediaLimits FAST = new MediaLimits(16_384, 50_000, 100 << 20, 3, 512, 4 << 20);

  final Person alice = Person.create();
  final Person bob = Person.create();
  final Person carol = Person.create();
  private final List<HubLink> links = new ArrayList<>();
  private int next;

  abstract void start(HubLimits limits) throws Exception;

  abstract HubLink linkOf(Person person);

  /// Breaks all media sessions, and lets them open again.
  abstract void interrupt() throws Exception;

  abstract void stop();

  @AfterEach
  void closeAll() {
    links.forEach(HubLink::close);
    stop();
  }

  @Test
  void frames_reachAllOtherConnections_inOrder_withTheirSender() throws Exception {
    start(HubLimits.DEFAULT.withMedia(FAST));
    var alices = founder();
    admit(alices, bob, carol);
    var ears = new Ears();
    var own = new Ears();
    var second = new Ears();
    var session = open(alices, own);
    open(link(bob), ears);
    open(link(alice), second); // another device of hers
    for (int i = 0; i < 300; i++) {
      say(session, frame(i));
    }
    for (int i = 0; i < 300; i++) {
      var expected = new Frame(alice.fingerprint(), frame(i));
      assertThat(ears.next()).isEqualTo(expected);
      assertThat(second.next()).isEqualTo(expected);
    }
    assertThat(own.poll()).isNull();
  }

  @Test
  void stranger_andUnknownGroup_areRefusedForGood() throws Exception {
    start(HubLimits.DEFAULT);
    founder();
    var ears = new Ears();
    var session = link(carol).openMedia(GROUP, ears);
    assertThat(ears.next()).isEqualTo(new Ended(HubRule.NOT_ON_ROSTER));
    assertThat(session.send(frame(1))).isFalse();
    link(carol).openMedia(new HubGroupId(Bytes.ofUtf8("no such group")), ears);
    assertThat(ears.next()).isEqualTo(new Ended(HubRule.NOT_ON_ROSTER));
  }

  @Test
  void removedMember_hearsNothingSentAfter_andIsNotHeard_untilItIsBack() throws Exception {
    start(HubLimits.DEFAULT);
    var alices = founder();
    admit(alices, bob, carol);
    var atBob = new Ears();
    var atCarol = new Ears();
    var fromAlice = open(alices, new Ears());
    var carols = link(carol);
    var fromCarol = open(carols, atCarol);
    open(link(bob), atBob);
    say(fromAlice, frame(1));
    assertThat(atCarol.next()).isEqualTo(new Frame(alice.fingerprint(), frame(1)));
    change(alices, Set.of(), Set.of(carol.fingerprint()));
    say(fromAlice, frame(2));
    assertThat(atCarol.next()).isEqualTo(new Ended(HubRule.NOT_ON_ROSTER));
    assertThat(fromCarol.send(frame(3))).isFalse();
    say(fromAlice, frame(4));
    assertThat(atBob.until(frame(4)))
        .containsExactly(
            new Frame(alice.fingerprint(), frame(1)), new Frame(alice.fingerprint(), frame(2)));
    assertThat(atCarol.poll()).isNull();
    carols.openMedia(GROUP, atCarol);
    assertThat(atCarol.next()).isEqualTo(new Ended(HubRule.NOT_ON_ROSTER));

    change(alices, Set.of(carol.fingerprint()), Set.of());
    open(carols, atCarol);
    say(fromAlice, frame(5));
    assertThat(atCarol.next()).isEqualTo(new Frame(alice.fingerprint(), frame(5)));
  }

  @Test
  void largestFrame_passes_largerAndEmptyOnesAreMisuse() throws Exception {
    start(HubLimits.DEFAULT);
    var alices = founder();
    admit(alices, bob);
    var ears = new Ears();
    var session = open(alices, new Ears());
    open(link(bob), ears);
    var largest = Bytes.wrap(new byte[MediaLimits.MAX_FRAME_BYTES]);
    say(session, largest);
    assertThat(ears.next()).isEqualTo(new Frame(alice.fingerprint(), largest));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.send(Bytes.wrap(new byte[MediaLimits.MAX_FRAME_BYTES + 1])));
    assertThatIllegalArgumentException().isThrownBy(() -> session.send(Bytes.EMPTY));
  }

  @Test
  void hubThatTakesLess_isNotGivenMore() throws Exception {
    start(HubLimits.DEFAULT.withMedia(new MediaLimits(200, 100, 10_000, 1, 10, 2_000)));
    var alices = founder();
    admit(alices, bob);
    var own = new Ears();
    var session = open(alices, own);
    assertThat(session.send(Bytes.wrap(new byte[201]))).isFalse();
    assertThat(session.send(Bytes.wrap(new byte[200]))).isTrue();
    assertThat(own.poll()).isNull();
  }

  @Test
  void burstOverTheRate_isDropped_andCostsNoSession() throws Exception {
    start(HubLimits.DEFAULT.withMedia(new MediaLimits(200, 50, 10_000, 1, 1_000, 200_000)));
    var alices = founder();
    admit(alices, bob);
    var ears = new Ears();
    var own = new Ears();
    var session = open(alices, own);
    open(link(bob), ears);
    for (int i = 0; i < 300; i++) {
      say(session, frame(i));
    }
    Thread.sleep(500);
    say(session, frame(1_000));
    var heard = ears.until(frame(1_000));
    assertThat(heard).hasSizeBetween(100, 299).isSubsetOf(fromAlice(300)).doesNotHaveDuplicates();
    assertThat(own.poll()).isNull();
  }

  @Test
  void slowReader_isInterrupted_andHoldsUpNobody() throws Exception {
    start(HubLimits.DEFAULT.withMedia(FAST));
    var alices = founder();
    admit(alices, bob, carol);
    var atCarol = new Ears();
    var awake = new CountDownLatch(1);
    var session = open(alices, new Ears());
    open(link(carol), atCarol);
    var atBob = new Ears();
    link(bob)
        .openMedia(
            GROUP,
            event -> {
              atBob.accept(event);
              if (event instanceof Frame) {
                awaitQuietly(awake);
              }
            });
    assertThat(atBob.next()).isEqualTo(new Opened());
    int sent = 0;
    for (; sent < 3_000; sent++) {
      say(session, large(sent));
      assertThat(atCarol.next()).isEqualTo(new Frame(alice.fingerprint(), large(sent)));
    }
    awake.countDown();
    assertThat(atBob.next(Interrupted.class).why()).isEqualTo(HubRule.SLOW_READER.name());
    assertThat(atBob.next()).isEqualTo(new Opened());
    say(session, frame(1));
    assertThat(atBob.next()).isEqualTo(new Frame(alice.fingerprint(), frame(1)));
    assertThat(atCarol.next()).isEqualTo(new Frame(alice.fingerprint(), frame(1)));
  }

  @Test
  void sessionThatBreaks_opensItselfAgain() throws Exception {
    start(HubLimits.DEFAULT);
    var alices = founder();
    admit(alices, bob);
    var atAlice = new Ears();
    var atBob = new Ears();
    var session = open(alices, atAlice);
    open(link(bob), atBob);
    interrupt();
    for (var ears : List.of(atAlice, atBob)) {
      assertThat(ears.next()).isInstanceOf(Interrupted.class);
      ears.next(Opened.class);
    }
    say(session, frame(1));
    assertThat(atBob.next()).isEqualTo(new Frame(alice.fingerprint(), frame(1)));
  }

  @Test
  void closedSession_hearsAndSaysNothing() throws Exception {
    start(HubLimits.DEFAULT);
    var alices = founder();
    admit(alices, bob);
    var atBob = new Ears();
    var session = open(alices, new Ears());
    var bobs = open(link(bob), atBob);
    bobs.close();
    assertThat(bobs.send(frame(1))).isFalse();
    say(session, frame(2));
    var again = new Ears();
    open(link(bob), again);
    say(session, frame(3));
    assertThat(again.until(frame(3)))
        .isSubsetOf(new Frame(alice.fingerprint(), frame(2)))
        .hasSizeLessThan(2);
    assertThat(atBob.poll()).isNull();
    alices.close();
    assertThat(session.send(frame(4))).isFalse();
  }

  @Test
  void sessionsBeyondTheLimit_areRefused_untilOneIsClosed() throws Exception {
    start(HubLimits.DEFAULT.withMedia(FAST));
    var alices = founder();
    var first = open(alices, new Ears());
    open(alices, new Ears());
    open(alices, new Ears());
    var ears = new Ears();
    alices.openMedia(GROUP, ears);
    assertThat(ears.next()).isEqualTo(new Ended(HubRule.TOO_MANY_MEDIA_SESSIONS));
    first.close();
    MediaEvent event;
    do {
      alices.openMedia(GROUP, ears);
      event = ears.next();
    } while (event.equals(new Ended(HubRule.TOO_MANY_MEDIA_SESSIONS)));
    assertThat(event).isEqualTo(new Opened());
  }

  @Test
  void hubWithoutMedia_saysSoForGood() throws Exception {
    start(HubLimits.DEFAULT.withMedia(MediaLimits.NONE));
    var ears = new Ears();
    assertThat(founder().openMedia(GROUP, ears).send(frame(1))).isFalse();
    assertThat(ears.next()).isEqualTo(new Ended(HubRule.NO_LIVE_MEDIA));
  }

  HubLink link(Person person) {
    var link = linkOf(person);
    links.add(link);
    return link;
  }

  HubLink founder() {
    var link = link(alice);
    link.createGroup(GROUP);
    return link;
  }

  void admit(HubLink founder, Person... people) {
    change(
        founder, Set.copyOf(List.of(people).stream().map(Person::fingerprint).toList()), Set.of());
  }

  void change(
      HubLink founder,
      Set<dev.coterie.hubapi.Fingerprint> added,
      Set<dev.coterie.hubapi.Fingerprint> removed) {
    founder.append(
        new HandshakeAppend(
            GROUP,
            Samples.messageId("change " + next++),
            founder.readLog(GROUP, Long.MAX_VALUE, 1).head().lastHandshake(),
            Bytes.of(1),
            new RosterChange(added, removed),
            Optional.empty()));
  }

  static MediaSession open(HubLink link, Ears ears) throws InterruptedException {
    return open(link, GROUP, ears);
  }

  static MediaSession open(HubLink link, HubGroupId group, Ears ears) throws InterruptedException {
    var session = link.openMedia(group, ears);
    assertThat(ears.next()).isEqualTo(new Opened());
    return session;
  }

  /// Sends as soon as the transport takes it.
  static void say(MediaSession session, Bytes frame) throws InterruptedException {
    for (int i = 0; !session.send(frame); i++) {
      if (i > 5_000) {
        throw new AssertionError("never taken");
      }
      Thread.sleep(1);
    }
  }

  static Bytes frame(int number) {
    return Bytes.ofUtf8("frame " + number);
  }

  private static Bytes large(int number) {
    var octets = new byte[4_000];
    octets[0] = (byte) (number >> 8);
    octets[1] = (byte) number;
    return Bytes.wrap(octets);
  }

  private List<Frame> fromAlice(int count) {
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < count; i++) {
      frames.add(new Frame(alice.fingerprint(), frame(i)));
    }
    return frames;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
