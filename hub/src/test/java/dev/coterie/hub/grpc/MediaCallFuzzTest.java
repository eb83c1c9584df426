package dev.coterie.hub.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubproto.v1.MediaUp;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Whatever comes up in a media call is forwarded unchanged, or ends the call once.
final class MediaCallFuzzTest {
  private static final MediaLimits LIMITS = new MediaLimits(64, 1_000, 100_000, 2, 100, 10_000);

  /// The input is a sequence of messages, each after its length as a varint.
  @FuzzTest(maxDuration = "10s")
  void messages(byte[] input) throws IOException {
    var calls = new MediaCalls(LIMITS);
    var listener = calls.side("listener");
    listener.join();
    var fuzzed = calls.side("fuzzed");
    var in = new ByteArrayInputStream(input);
    int frames = 0;
    try {
      for (var up = MediaUp.parseDelimitedFrom(in);
          up != null;
          up = MediaUp.parseDelimitedFrom(in)) {
        frames += up.hasFrame() ? 1 : 0;
        fuzzed.call.onNext(up);
      }
    } catch (InvalidProtocolBufferException _) {
      // not for the call to see
    }
    fuzzed.call.onCompleted();
    assertThat(fuzzed.out.ends).hasSize(1);
    assertThat(listener.out.ends).isEmpty();
    var heard = listener.out.written.subList(1, listener.out.written.size());
    assertThat(heard).hasSizeLessThanOrEqualTo(frames);
    for (var down : heard) {
      assertThat(down.getFrame().getFrame().size()).isBetween(1, 64);
      assertThat(down.getFrame().getFrom())
          .isEqualTo(Replies.octets(fuzzed.identity.fingerprint().value()));
    }
    assertThat(calls.exchange.size(MediaCalls.GROUP)).isEqualTo(1);
  }
}
