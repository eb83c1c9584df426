package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.hubapi.RosterChange;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call through a real hub on loopback, at the pace of speech: how long a frame takes from `send`
/// to the other members' listeners, all in one process. Larger ones with
/// `-Dcoterie.media.members=100 -Dcoterie.media.speakers=10 -Dcoterie.media.seconds=10
/// -Dcoterie.media.warmUp=20`.
final class MediaLoadTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("a large call"));
  private static final int FRAME_BYTES = 160;
  private static final long INTERVAL_NANOS = 20_000_000;

  private final int members = Integer.getInteger("coterie.media.members", 10);
  private final int speakers = Integer.getInteger("coterie.media.speakers", members);
  private final int warmUp = Integer.getInteger("coterie.media.warmUp", 1) * 50;
  private final int frames = warmUp + Integer.getInteger("coterie.media.seconds", 2) * 50;
  private final int deliveries = speakers * frames * (members - 1);
  private final long[] delays = new long[deliveries];
  private final AtomicInteger measured = new AtomicInteger();
  private final AtomicInteger heard = new AtomicInteger();
  private final AtomicInteger interruptions = new AtomicInteger();

  @Test
  void everyFrameArrives_soon(@TempDir Path directory) throws Exception {
    var people = new ArrayList<Person>();
    var links = new ArrayList<HubLink>();
    try (var hub = TestHubs.start(directory)) {
      for (int i = 0; i < members; i++) {
        people.add(Person.create());
        links.add(people.getLast().linkTo(hub));
      }
      links.getFirst().createGroup(GROUP);
      if (members > 1) {
        links.getFirst().append(admission(people));
      }
      var sessions = joined(links);
      var threads = new ArrayList<Thread>();
      long begin = System.nanoTime() + 100_000_000;
      for (int i = 0; i < speakers; i++) {
        var session = sessions.get(i);
        long first = begin + i * INTERVAL_NANOS / speakers;
        threads.add(Thread.ofPlatform().start(() -> speak(session, first)));
      }
      for (var thread : threads) {
        thread.join();
      }
      TestHubs.await("all heard", () -> heard.get() >= deliveries);
      assertThat(interruptions).hasValue(0);
      assertThat(hub.metrics().value(Counter.MEDIA_FRAMES_DROPPED)).isZero();
      Arrays.sort(delays, 0, measured.get());
      System.out.println(
          "%d members, %d speakers, %d deliveries: median %.2f ms, p99 %.2f ms, most %.2f ms"
              .formatted(members, speakers, measured.get(), at(0.5), at(0.99), at(1)));
      assertThat(at(0.5))
          .isLessThan(1_000); // a stall: figures need a machine that does nothing else
    } finally {
      links.forEach(HubLink::close);
    }
  }

  private List<MediaSession> joined(List<HubLink> links) throws InterruptedException {
    var opened = new CountDownLatch(members);
    var sessions = new ArrayList<MediaSession>();
    for (var link : links) {
      sessions.add(link.openMedia(GROUP, event -> hear(event, opened)));
    }
    assertThat(opened.await(30, TimeUnit.SECONDS)).isTrue();
    return sessions;
  }

  private void hear(MediaEvent event, CountDownLatch opened) {
    switch (event) {
      case MediaEvent.Opened() -> opened.countDown();
      case MediaEvent.Frame(_, var frame) -> {
        var octets = frame.buffer();
        long delay = System.nanoTime() - octets.getLong();
        if (octets.getInt() >= warmUp) {
          delays[measured.getAndIncrement()] = delay;
        }
        heard.incrementAndGet();
      }
      case MediaEvent.Interrupted _, MediaEvent.Ended _ -> interruptions.incrementAndGet();
    }
  }

  private void speak(MediaSession session, long first) {
    for (int i = 0; i < frames; i++) {
      long due = first + i * INTERVAL_NANOS;
      for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
        LockSupport.parkNanos(due - now);
      }
      var frame = new byte[FRAME_BYTES];
      ByteBuffer.wrap(frame).putLong(System.nanoTime()).putInt(i);
      if (!session.send(Bytes.wrap(frame))) {
        interruptions.incrementAndGet();
      }
    }
  }

  private double at(double share) {
    int count = measured.get();
    int index = Math.min(count - 1, (int) (count * share));
    return delays[index] / (double) Duration.ofMillis(1).toNanos();
  }

  private HandshakeAppend admission(List<Person> people) {
    var added =
        people.subList(1, members).stream().map(Person::fingerprint).collect(Collectors.toSet());
    return new HandshakeAppend(
        GROUP,
        Samples.messageId("all"),
        0,
        Bytes.of(1),
        new RosterChange(added, java.util.Set.of()),
        Optional.empty());
  }
}
