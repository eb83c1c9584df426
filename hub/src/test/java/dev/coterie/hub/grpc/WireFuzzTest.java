package dev.coterie.hub.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import dev.coterie.codec.RefusedException;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubproto.v1.Chunk;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/// Whatever arrives becomes a domain type within its limits, or is refused as malformed.
final class WireFuzzTest {
  private static final int MAX = 64;

  @FuzzTest(maxDuration = "10s")
  void handshake(byte[] input) {
    refusedOr(
        () -> {
          var append = Wire.handshake(ByteString.copyFrom(input));
          assertThat(append.size()).isLessThanOrEqualTo(2L * input.length);
          assertThat(append.expectedLastHandshake()).isNotNegative();
        });
  }

  @FuzzTest(maxDuration = "10s")
  void application(byte[] input) {
    refusedOr(
        () -> {
          var append = Wire.application(ByteString.copyFrom(input));
          assertThat(append.payload().size()).isLessThanOrEqualTo(input.length);
        });
  }

  @FuzzTest(maxDuration = "10s")
  void offers(byte[] input) {
    refusedOr(
        () -> {
          long octets =
              Wire.offers(ByteString.copyFrom(input)).stream()
                  .mapToLong(offer -> offer.keyPackage().size())
                  .sum();
          assertThat(octets).isLessThanOrEqualTo(input.length);
        });
  }

  /// Pieces of any length and order: one message of just the announced length, or one refusal, and
  /// never more memory than was announced and sent. Each input octet is one piece: its data has so
  /// many octets; the first also announces the second.
  @FuzzTest(maxDuration = "10s")
  void pieces(byte[] input) {
    var budget = new Budget(Long.MAX_VALUE);
    var lease = new Lease(new Budget(Long.MAX_VALUE), budget);
    var messages = new ArrayList<ByteString>();
    var answer = new Answer();
    var collector = new ChunkCollector(answer, MAX, lease, new HubMetrics(), messages::add);
    int sent = 0;
    for (int i = 0; i < input.length; i++) {
      int size = input[i] & 0x3f;
      var chunk = Chunk.newBuilder().setData(ByteString.copyFrom(new byte[size]));
      if (i == 0 && input.length > 1) {
        chunk.setTotal(input[1]);
      } else if (input[i] < 0) {
        chunk.setTotal(1);
      }
      collector.onNext(chunk.build());
      sent += size;
      assertThat(budget.used()).isLessThanOrEqualTo(Math.min(sent, MAX));
    }
    collector.onCompleted();
    assertThat(messages.size() + answer.errors.size()).isEqualTo(1);
    if (!messages.isEmpty()) {
      assertThat(messages.getFirst().size()).isEqualTo(sent);
    }
  }

  private static void refusedOr(Runnable mapping) {
    try {
      mapping.run();
    } catch (RefusedException e) {
      assertThat(e.rule()).isEqualTo(HubRule.MALFORMED_REQUEST);
      assertThat(e.detail()).hasSizeLessThan(HubLimits.DEFAULT.keyPackageBytes());
    }
  }

  private static final class Answer implements StreamObserver<Object> {
    final List<Throwable> errors = new ArrayList<>();

    @Override
    public void onNext(Object message) {
      throw new AssertionError("nothing to answer");
    }

    @Override
    public void onError(Throwable cause) {
      errors.add(cause);
    }

    @Override
    public void onCompleted() {
      throw new AssertionError("nothing to complete");
    }
  }
}
