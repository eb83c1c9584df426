package dev.coterie.hub.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.coterie.codec.Bytes;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hub.live.LiveHub;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubproto.v1.MediaDown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a media call writes when.
final class MediaCallTest {
  private static final MediaLimits LIMITS = new MediaLimits(100, 1_000, 100_000, 2, 4, 400);

  private final MediaCalls calls = new MediaCalls(LIMITS);
  private final HubMetrics metrics = calls.metrics;
  private MediaCalls.Side alice;
  private MediaCalls.Side bob;

  @BeforeEach
  void join() {
    alice = calls.side("alice");
    bob = calls.side("bob");
    alice.join();
    bob.join();
  }

  @Test
  void readerThatIsReady_isWrittenToAtOnce_withOneObjectForAll() {
    var carol = calls.side("carol");
    carol.join();
    alice.send("hello");
    assertThat(bob.out.told()).containsExactly("joined", "hello");
    assertThat(carol.out.told()).containsExactly("joined", "hello");
    assertThat(bob.out.written.getLast()).isSameAs(carol.out.written.getLast());
    assertThat(alice.out.told()).containsExactly("joined");
  }

  @Test
  void readerThatIsNotReady_isWrittenNothing_untilItIs() {
    bob.out.ready = false;
    alice.send("one");
    alice.send("two");
    assertThat(bob.out.told()).containsExactly("joined");
    bob.out.becomeReady();
    assertThat(bob.out.told()).containsExactly("joined", "one", "two");
  }

  @Test
  void slowReader_isToldSo_withoutBeingReady_andNothingMoreIsKept() {
    bob.out.ready = false;
    for (int i = 0; i < 10; i++) {
      alice.send("f" + i);
    }
    assertThat(bob.out.told()).containsExactly("joined", "SLOW_READER");
    bob.out.becomeReady();
    bob.call.onCompleted();
    alice.send("more");
    assertThat(bob.out.told()).containsExactly("joined", "SLOW_READER");
    assertThat(metrics.value(Counter.MEDIA_SLOW_READERS)).isEqualTo(1);
    assertThat(metrics.value(Counter.MEDIA_FRAMES_OUT)).isEqualTo(4);
  }

  @Test
  void readerWhoseCallIsBroken_troublesNobody() {
    var carol = calls.side("carol");
    carol.join();
    bob.out.broken = true;
    alice.send("hello");
    alice.send("again");
    assertThat(carol.out.told()).containsExactly("joined", "hello", "again");
    assertThat(metrics.value(Counter.CALLS_FAILED)).isEqualTo(1);
    assertThat(calls.exchange.size(MediaCalls.GROUP)).isEqualTo(2);
  }

  @Test
  void callThatIsCancelled_orCompleted_isInNobodysWay() {
    bob.out.cancel();
    alice.call.onCompleted();
    assertThat(alice.out.told()).containsExactly("joined", "completed");
    assertThat(calls.exchange.size(MediaCalls.GROUP)).isZero();
    bob.send("too late");
    assertThat(alice.out.told()).hasSize(2);
  }

  @Test
  void callThatWasRefused_isDeaf() {
    var carol = calls.side("carol");
    carol.send("early");
    carol.join();
    carol.send("and again");
    assertThat(carol.out.told()).containsExactly("MALFORMED_REQUEST");
    assertThat(calls.exchange.size(MediaCalls.GROUP)).isEqualTo(2);
  }

  @Test
  void fanout_tellsMediaBeforeTheLog_andLimitsAreToldOnlyWhereMediaAre() {
    var live = new LiveHub(calls.store, HubLimits.DEFAULT, metrics);
    assertThat(Fanout.of(calls.store, live, LIMITS, 1, metrics).live()).isSameAs(live);
    var told = Replies.limits(HubLimits.DEFAULT.withMedia(LIMITS));
    assertThat(told.getMedia().getFrameBytes()).isEqualTo(100);
    assertThat(Replies.limits(HubLimits.DEFAULT.withMedia(MediaLimits.NONE)).hasMedia()).isFalse();
  }

  @Test
  void frame_isNotCopiedForItsReaders() {
    var octets = ByteString.copyFromUtf8("a frame of some length");
    alice.call.onNext(dev.coterie.hubproto.v1.MediaUp.newBuilder().setFrame(octets).build());
    MediaDown down = bob.out.written.getLast();
    assertThat(down.getFrame().getFrame()).isSameAs(octets);
    assertThat(down.getFrame().getFrom())
        .isEqualTo(Replies.octets(alice.identity.fingerprint().value()));
    assertThat(Bytes.wrap(down.getFrame().getFrom().toByteArray()))
        .hasToString(alice.identity.fingerprint().value().toString());
  }
}
