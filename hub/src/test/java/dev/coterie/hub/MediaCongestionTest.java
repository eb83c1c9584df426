package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.grpc.LinkTimes;
import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.hubapi.RosterChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network that stands still, or breaks, under somebody who speaks.
final class MediaCongestionTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("a bad line"));
  private static final LinkTimes TIMES =
      new LinkTimes(
          Duration.ofSeconds(10),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(20));

  @TempDir Path directory;

  private final Person alice = Person.create();
  private final Person bob = Person.create();
  private final Ears atAlice = new Ears();
  private final Ears atBob = new Ears();
  private HubServer hub;
  private Relay relay;
  private HubLink alices;
  private HubLink bobs;
  private MediaSession speaking;

  @BeforeEach
  void start() throws Exception {
    hub =
        HubServer.start(
            TestHubs.config(directory)
                .limitedBy(HubLimits.DEFAULT.withMedia(MediaConformance.FAST)));
    relay = new Relay(hub.address());
    alices = alice.linkTo(new HubAddress("127.0.0.1", relay.port(), hub.fingerprint()), TIMES);
    bobs = bob.linkTo(hub);
    alices.createGroup(GROUP);
    alices.append(
        new HandshakeAppend(
            GROUP,
            Samples.messageId("bob"),
            0,
            Bytes.of(1),
            new RosterChange(Set.of(bob.fingerprint()), Set.of()),
            Optional.empty()));
    speaking = MediaConformance.open(alices, GROUP, atAlice);
    MediaConformance.open(bobs, GROUP, atBob);
  }

  @AfterEach
  void stop() throws Exception {
    relay.close();
    alices.close();
    bobs.close();
    hub.close();
  }

  @Test
  void networkThatStandsStill_isCongestion_neverAWait() throws Exception {
    relay.halt();
    var frame = Bytes.wrap(new byte[16_000]);
    int taken = 0;
    long longest = 0;
    boolean sent = true;
    while (sent && taken < 5_000) {
      long begun = System.nanoTime();
      sent = speaking.send(frame);
      longest = Math.max(longest, System.nanoTime() - begun);
      taken++;
    }
    assertThat(sent).isFalse();
    assertThat(taken).isLessThan(200); // what HTTP/2 lets out, and a little
    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(2));
    relay.resume();
    MediaConformance.say(speaking, Bytes.ofUtf8("again"));
    assertThat(atBob.until(Bytes.ofUtf8("again"))).hasSize(taken - 1);
    assertThat(atAlice.poll()).isNull();
  }

  @Test
  void networkThatBreaks_isMended_andNothingOldComesAfter() throws Exception {
    relay.cut();
    assertThat(atAlice.next()).isInstanceOf(MediaEvent.Interrupted.class);
    atAlice.next(MediaEvent.Opened.class);
    MediaConformance.say(speaking, Bytes.ofUtf8("again"));
    assertThat(atBob.next())
        .isEqualTo(new MediaEvent.Frame(alice.fingerprint(), Bytes.ofUtf8("again")));
    assertThat(alices.readLog(GROUP, 1, 1_000).records()).hasSize(1);
  }
}
