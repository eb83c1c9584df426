package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over a real hub: TLS on loopback, gRPC, SQLite.
final class GrpcMediaTest extends MediaConformance {
  private static final String SECRET = "you will not find me on any disk";

  @TempDir Path directory;

  private @Nullable HubServer hub;

  @Override
  void start(HubLimits limits) {
    hub = HubServer.start(TestHubs.config(directory).limitedBy(limits));
  }

  private HubServer hub() {
    var started = hub;
    if (started == null) {
      throw new IllegalStateException("start it first");
    }
    return started;
  }

  @Override
  HubLink linkOf(Person person) {
    return person.linkTo(hub());
  }

  /// The hub goes away and comes back.
  @Override
  void interrupt() {
    var address = hub().address();
    hub().close();
    hub = HubServer.start(TestHubs.config(directory).listeningOn(address));
  }

  @Override
  void stop() {
    hub().close();
  }

  @Test
  void nothingOfAFrame_isOnDisk_norIsAnythingWritten() throws Exception {
    start(HubLimits.DEFAULT.withMedia(FAST));
    var alices = founder();
    admit(alices, bob);
    alices.append(
        new ApplicationAppend(GROUP, Samples.messageId("m"), Bytes.ofUtf8("this one is kept")));
    var ears = new Ears();
    var session = open(alices, new Ears());
    open(link(bob), ears);
    var before = files();
    for (int i = 0; i < 2_000; i++) {
      say(session, Bytes.ofUtf8(SECRET + i));
    }
    ears.until(Bytes.ofUtf8(SECRET + 1_999));
    assertThat(files()).isEqualTo(before);
    assertThat(found("this one is kept")).isTrue();
    assertThat(found(SECRET)).isFalse();
    hub().close();
    assertThat(found("this one is kept")).isTrue();
    assertThat(found(SECRET)).isFalse();
  }

  @Test
  void whatIsForwarded_isCounted() throws Exception {
    start(HubLimits.DEFAULT.withMedia(FAST));
    var alices = founder();
    admit(alices, bob, carol);
    var atBob = new Ears();
    var atCarol = new Ears();
    var session = open(alices, new Ears());
    open(link(bob), atBob);
    open(link(carol), atCarol);
    for (int i = 0; i < 100; i++) {
      say(session, frame(i));
    }
    atBob.until(frame(99));
    atCarol.until(frame(99));
    assertThat(hub().metrics().values())
        .containsEntry(Counter.MEDIA_SESSIONS, 3L)
        .containsEntry(Counter.MEDIA_FRAMES_IN, 100L)
        .containsEntry(Counter.MEDIA_FRAMES_OUT, 200L)
        .containsEntry(Counter.MEDIA_FRAMES_DROPPED, 0L)
        .containsEntry(Counter.MEDIA_SLOW_READERS, 0L);
  }

  /// Names and lengths of all files.
  private Map<String, Long> files() throws IOException {
    var sizes = new TreeMap<String, Long>();
    try (var all = Files.walk(directory)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        sizes.put(file.toString(), Files.size(file));
      }
    }
    return sizes;
  }

  private boolean found(String text) throws IOException {
    for (var file : files().keySet()) {
      var content = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1);
      if (content.contains(text)) {
        return true;
      }
    }
    return false;
  }
}
