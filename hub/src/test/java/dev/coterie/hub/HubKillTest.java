package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.grpc.GrpcHubLink;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.grpc.LinkTimes;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HashChain;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.store.hub.SqliteHubStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a hub has acknowledged is there after it was killed, once, in an unbroken chain. Kills:
/// system property `coterie.hub.kills`, 4 unless told.
final class HubKillTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("killed"));
  private static final int WRITERS = 4;
  private static final LinkTimes PATIENT =
      new LinkTimes(
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(20));

  @TempDir Path directory;

  private final Person alice = Person.create();
  private final Map<Bytes, LogMark> acknowledged = new ConcurrentHashMap<>();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final List<Throwable> failures = new ArrayList<>();

  @Test
  void acknowledgedAppends_outliveKills_onceEach_inOneChain() throws Exception {
    long seed = Long.getLong("coterie.seed", System.nanoTime());
    System.out.println("HubKillTest seed " + seed);
    var random = new Random(seed);
    int kills = Integer.getInteger("coterie.hub.kills", 4);
    var fingerprint = TestHubs.start(directory);
    fingerprint.close();
    var hub = HubProcess.start(directory, 0);
    int port = hub.port;
    try (var link =
        alice.linkTo(new HubAddress("127.0.0.1", port, fingerprint.fingerprint()), PATIENT)) {
      link.createGroup(GROUP);
      var writers = writers(link);
      for (int kill = 0; kill < kills; kill++) {
        Thread.sleep(100 + random.nextInt(400));
        hub.kill();
        hub = HubProcess.start(directory, port);
      }
      Thread.sleep(300);
      stop.set(true);
      for (var writer : writers) {
        writer.join();
      }
      assertThat(failures).isEmpty();
      hub.kill();
    } finally {
      stop.set(true);
      hub.close();
    }
    checkLog();
  }

  @Test
  void sigterm_answersWhatIsUnderWay_andEndsInTime() throws Exception {
    var first = TestHubs.start(directory);
    first.close();
    try (var hub = HubProcess.start(directory, 0);
        var link =
            alice.linkTo(
                new HubAddress("127.0.0.1", hub.port, first.fingerprint()),
                PATIENT.callingWithin(Duration.ofSeconds(3)))) {
      link.createGroup(GROUP);
      var writers = writers(link);
      TestHubs.await("traffic", () -> acknowledged.size() > 50);
      assertThat(hub.terminate(10)).isTrue();
      stop.set(true);
      for (var writer : writers) {
        writer.join();
      }
    }
    assertThat(directory.resolve("hub.db-wal")).as("emptied and gone").doesNotExist();
    checkLog();
  }

  private List<Thread> writers(GrpcHubLink link) {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      threads.add(Thread.ofVirtual().start(() -> write(link, writer)));
    }
    return threads;
  }

  /// The first writer appends handshakes, the others application messages.
  private void write(GrpcHubLink link, int writer) {
    long expected = 0;
    for (int i = 0; !stop.get(); i++) {
      var id = Samples.messageId("writer " + writer + " message " + i);
      var payload = Bytes.wrap(new byte[1 + i % 3_000]);
      try {
        var result =
            writer == 0
                ? link.append(HandshakeAppend.of(GROUP, id, expected, payload))
                : link.append(new ApplicationAppend(GROUP, id, payload));
        var mark =
            switch (result) {
              case AppendResult.Accepted(var at) -> at;
              case AppendResult.Duplicate(var at) -> at;
              case AppendResult.Stale stale -> throw new AssertionError("nobody else: " + stale);
            };
        expected = mark.sequence();
        acknowledged.put(id, mark);
      } catch (CoterieException e) {
        if (!stop.get()) {
          record(e);
        }
        return;
      } catch (AssertionError e) {
        record(e);
        return;
      }
    }
  }

  private synchronized void record(Throwable failure) {
    failures.add(failure);
  }

  private void checkLog() {
    var found = new HashMap<Bytes, LogMark>();
    try (var store = SqliteHubStore.open(directory, HubLimits.DEFAULT)) {
      var mark = LogMark.genesis(GROUP);
      List<LogRecord> page;
      do {
        page = store.read(alice.fingerprint(), GROUP, mark.sequence() + 1, 1 << 20).records();
        for (var record : page) {
          assertThat(HashChain.follows(mark, record)).isTrue();
          mark = record.mark();
          assertThat(found.put(record.messageId(), mark)).as("none twice").isNull();
        }
      } while (!page.isEmpty());
      assertThat(store.head(alice.fingerprint(), GROUP).mark()).isEqualTo(mark);
    }
    assertThat(acknowledged).isNotEmpty();
    assertThat(found).containsAllEntriesOf(acknowledged);
    assertThat(found.size() - acknowledged.size())
        .as("unanswered ones are at most one per writer")
        .isBetween(0, WRITERS);
  }
}
