package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.coterie.codec.Bytes;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.AppendResult.Accepted;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubproto.v1.HubGrpc;
import dev.coterie.hubproto.v1.MediaDown;
import dev.coterie.hubproto.v1.MediaFrame;
import dev.coterie.hubproto.v1.MediaJoin;
import dev.coterie.hubproto.v1.MediaUp;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What those who are not honest can do with live media, over the wire.
final class MediaAttackTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("a call under attack"));
  private static final int QUEUE = 64;
  private static final MediaLimits LIMITS =
      new MediaLimits(16_384, 200, 4 << 20, 4, QUEUE, 256 << 10);

  @TempDir Path directory;

  private final Person alice = Person.create();
  private final Person bob = Person.create();
  private final Person mallory = Person.create();
  private HubServer hub;
  private HubLink alices;
  private HubLink bobs;
  private RawClient raw;

  @BeforeEach
  void start() throws Exception {
    hub =
        HubServer.start(TestHubs.config(directory).limitedBy(HubLimits.DEFAULT.withMedia(LIMITS)));
    alices = alice.linkTo(hub);
    bobs = bob.linkTo(hub);
    alices.createGroup(GROUP);
    change(Set.of(bob.fingerprint(), mallory.fingerprint()), Set.of());
    raw = new RawClient(hub);
  }

  @AfterEach
  void stop() {
    raw.close();
    alices.close();
    bobs.close();
    hub.close();
  }

  @Test
  void whoProvedNoKey_andWhoIsNotOnTheRoster_hearNothing() throws Exception {
    assertThat(new Media(raw).join(GROUP).ruleAtEnd()).contains(HubRule.NOT_AUTHENTICATED.name());
    change(Set.of(), Set.of(mallory.fingerprint()));
    raw.authenticate(hub, mallory);
    var media = new Media(raw).join(GROUP);
    assertThat(media.ruleAtEnd()).contains(HubRule.NOT_ON_ROSTER.name());
    assertThat(media.received).isEmpty();
  }

  @Test
  void whoIsRemovedInMidStream_hearsNothingLater_andIsHeardByNobody() throws Exception {
    raw.authenticate(hub, mallory);
    var media = new Media(raw).join(GROUP);
    media.awaitJoined();
    var atBob = new Ears();
    var fromAlice = MediaConformance.open(alices, GROUP, new Ears());
    MediaConformance.open(bobs, GROUP, atBob);
    for (int i = 0; i < 50; i++) {
      MediaConformance.say(fromAlice, bytes("before"));
    }
    change(Set.of(), Set.of(mallory.fingerprint()));
    for (int i = 0; i < 50; i++) {
      media.send(ByteString.copyFromUtf8("still here"));
      MediaConformance.say(fromAlice, bytes("after"));
    }
    MediaConformance.say(fromAlice, bytes("end"));
    assertThat(media.ruleAtEnd()).contains(HubRule.NOT_ON_ROSTER.name());
    assertThat(media.frames()).doesNotContain("after", "end");
    assertThat(atBob.until(bytes("end")))
        .extracting(MediaEvent.Frame::from)
        .containsOnly(alice.fingerprint());
  }

  @Test
  void senderCannotBeForged() throws Exception {
    raw.authenticate(hub, mallory);
    var atBob = new Ears();
    MediaConformance.open(bobs, GROUP, atBob);
    var media = new Media(raw).join(GROUP);
    media.awaitJoined();
    var forged =
        MediaDown.newBuilder()
            .setFrame(
                MediaFrame.newBuilder()
                    .setFrom(octets(alice.fingerprint().value()))
                    .setFrame(ByteString.copyFromUtf8("I am Alice")))
            .build();
    media.call.sendMessage(MediaUp.parseFrom(forged.toByteString())); // as if it came from the hub
    media.send(forged.toByteString());
    for (int i = 0; i < 2; i++) {
      assertThat(atBob.next(MediaEvent.Frame.class).from()).isEqualTo(mallory.fingerprint());
    }
  }

  @Test
  void malformedMessages_endTheCallOnly_andTooManyOfThemTheConnection() throws Exception {
    raw.authenticate(hub, mallory);
    var nothing = MediaUp.getDefaultInstance();
    var tooLong = new byte[HubGroupId.MAX_SIZE + 1];
    var join = MediaUp.newBuilder().setJoin(joining(GROUP.value())).build();
    var frame = MediaUp.newBuilder().setFrame(ByteString.copyFromUtf8("early")).build();
    var empty = MediaUp.newBuilder().setFrame(ByteString.EMPTY).build();
    var noGroup = MediaUp.newBuilder().setJoin(MediaJoin.getDefaultInstance()).build();
    var longGroup = MediaUp.newBuilder().setJoin(joining(Bytes.wrap(tooLong))).build();
    for (var messages :
        List.of(
            List.of(nothing),
            List.of(frame),
            List.of(noGroup),
            List.of(longGroup, join),
            List.of(join, join),
            List.of(join, nothing),
            List.of(frame, join, frame))) {
      var media = new Media(raw);
      messages.forEach(media.call::sendMessage);
      assertThat(media.ruleAtEnd()).contains(HubRule.MALFORMED_REQUEST.name());
    }
    var media = new Media(raw).join(GROUP);
    media.awaitJoined();
    media.call.sendMessage(empty);
    assertThat(media.ruleAtEnd()).contains(HubRule.MALFORMED_REQUEST.name());
    assertThat(RawCalls.count(raw)).isZero();
    for (int i = 0; i < 8; i++) {
      var more = new Media(raw);
      more.call.sendMessage(nothing);
      more.end.get(10, TimeUnit.SECONDS);
    }
    TestHubs.await("cut", () -> hub.metrics().value(Counter.CONNECTIONS_CUT) == 1);
  }

  @Test
  void frameThatIsTooLarge_endsTheCall_andReachesNobody() throws Exception {
    raw.authenticate(hub, mallory);
    var atBob = new Ears();
    MediaConformance.open(bobs, GROUP, atBob);
    for (int size : new int[] {16_385, 300_000, 1 << 20}) {
      var media = new Media(raw).join(GROUP);
      media.awaitJoined();
      media.send(RawCalls.zeros(size));
      var rule = media.ruleAtEnd();
      if (size < GRPC_LIMIT) {
        assertThat(rule).contains(HubRule.MESSAGE_TOO_LARGE.name());
      } else {
        assertThat(rule).isEmpty(); // the transport's own refusal
      }
    }
    assertThat(RawCalls.count(raw)).isZero();
    assertThat(atBob.poll()).isNull();
  }

  private static final int GRPC_LIMIT = 320 << 10;

  @Test
  void flood_isBounded_costsItsSenderTheSession_andNobodyElseAFrame() throws Exception {
    raw.authenticate(hub, mallory);
    var atBob = new Ears();
    var fromAlice = MediaConformance.open(alices, GROUP, new Ears());
    MediaConformance.open(bobs, GROUP, atBob);
    var media = new Media(raw).join(GROUP);
    media.awaitJoined();
    int said = 0;
    long begun = System.nanoTime();
    for (int i = 0; i < 100_000 && !media.end.isDone(); i++) {
      media.send(ByteString.copyFromUtf8("noise"));
      if (i % 500 == 0) {
        MediaConformance.say(fromAlice, bytes("voice"));
        said++;
      }
    }
    assertThat(media.ruleAtEnd()).contains(HubRule.RATE_LIMITED.name());
    double seconds = (System.nanoTime() - begun) / 1e9;
    MediaConformance.say(fromAlice, bytes("end"));
    var heard = atBob.until(bytes("end"));
    long noise = heard.stream().filter(f -> f.frame().equals(bytes("noise"))).count();
    assertThat(noise).isLessThanOrEqualTo((long) (LIMITS.framesPerSecond() * (2 + seconds)) + 1);
    assertThat(heard.stream().filter(f -> f.from().equals(alice.fingerprint()))).hasSize(said);
    assertThat(hub.metrics().value(Counter.MEDIA_FRAMES_DROPPED)).isPositive();
    assertThat(RawCalls.count(raw)).isZero();
  }

  @Test
  void readerThatNeverReads_costsABoundedAmount_andSlowsNobody() throws Exception {
    raw.authenticate(hub, mallory);
    var media = new Media(raw, 1).join(GROUP);
    media.awaitJoined();
    var atBob = new Ears();
    MediaConformance.open(bobs, GROUP, atBob);
    var senders = new ArrayList<MediaSession>();
    for (int i = 0; i < 4; i++) {
      senders.add(MediaConformance.open(alices, GROUP, new Ears()));
    }
    int sent = 0;
    while (hub.metrics().value(Counter.MEDIA_SLOW_READERS) == 0) {
      assertThat(sent).isLessThan(2_000); // it takes windows of octets, and the queue
      var frame = Bytes.wrap(new byte[16_000 + sent % 4]);
      MediaConformance.say(senders.get(sent % 4), frame);
      assertThat(atBob.next(MediaEvent.Frame.class).frame()).isEqualTo(frame);
      sent++;
      Thread.sleep(5); // its rate is not what is tried here
    }
    media.call.request(10_000);
    assertThat(media.ruleAtEnd()).contains(HubRule.SLOW_READER.name());
    assertThat(media.received.size()).isLessThan(sent);
    assertThat(
            alices.append(
                new ApplicationAppend(GROUP, Samples.messageId("m"), bytes("the log goes on"))))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void callsBeyondTheLimit_areRefused_howeverMany() throws Exception {
    raw.authenticate(hub, mallory);
    var calls = new ArrayList<Media>();
    for (int i = 0; i < 20; i++) {
      calls.add(new Media(raw).join(GROUP));
    }
    int refused = 0;
    for (var call : calls) {
      if (call.joinedOrRefused().equals(Optional.of(HubRule.TOO_MANY_MEDIA_SESSIONS.name()))) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(16);
    for (var call : calls) {
      call.call.cancel("enough", null);
    }
    Optional<String> again;
    do {
      again = new Media(raw).join(GROUP).joinedOrRefused();
    } while (again.isPresent());
  }

  private void change(Set<Fingerprint> added, Set<Fingerprint> removed) {
    long last = alices.readLog(GROUP, Long.MAX_VALUE, 1).head().lastHandshake();
    alices.append(
        new HandshakeAppend(
            GROUP,
            Samples.messageId("after " + last),
            last,
            Bytes.of(1),
            new RosterChange(added, removed),
            Optional.empty()));
  }

  private static Bytes bytes(String text) {
    return Bytes.ofUtf8(text);
  }

  private static ByteString octets(Bytes bytes) {
    return ByteString.copyFrom(bytes.toArray());
  }

  private static MediaJoin joining(Bytes group) {
    return MediaJoin.newBuilder().setGroup(octets(group)).build();
  }

  /// A media call by hand.
  private static final class Media {
    final ClientCall<MediaUp, MediaDown> call;
    final List<MediaDown> received = new CopyOnWriteArrayList<>();
    final CompletableFuture<Boolean> joined = new CompletableFuture<>();
    final CompletableFuture<Optional<String>> end = new CompletableFuture<>();

    Media(RawClient raw) {
      this(raw, 100_000);
    }

    Media(RawClient raw, int messages) {
      call = raw.channel.newCall(HubGrpc.getMediaMethod(), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onMessage(MediaDown message) {
              if (message.hasJoined()) {
                joined.complete(true);
              } else {
                received.add(message);
              }
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              end.complete(Optional.ofNullable(trailers.get(RawClient.RULE)));
              joined.complete(false);
            }
          },
          new Metadata());
      call.request(messages);
    }

    Media join(HubGroupId group) {
      call.sendMessage(MediaUp.newBuilder().setJoin(joining(group.value())).build());
      return this;
    }

    void awaitJoined() throws Exception {
      assertThat(joined.get(10, TimeUnit.SECONDS)).isTrue();
    }

    Optional<String> joinedOrRefused() throws Exception {
      return joined.get(10, TimeUnit.SECONDS) ? Optional.empty() : ruleAtEnd();
    }

    Optional<String> ruleAtEnd() throws Exception {
      return end.get(10, TimeUnit.SECONDS);
    }

    void send(ByteString frame) {
      if (!end.isDone()) {
        call.sendMessage(MediaUp.newBuilder().setFrame(frame).build());
      }
    }

    List<String> frames() {
      return received.stream().map(one -> one.getFrame().getFrame().toStringUtf8()).toList();
    }
  }
}
