package dev.coterie.hub.grpc;

import com.google.protobuf.ByteString;
import dev.coterie.codec.RefusedException;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubproto.v1.Chunk;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/// Puts the pieces of one message together. Takes memory from the lease piece by piece, so that
/// announcing much costs nothing.
final class ChunkCollector implements StreamObserver<Chunk> {
  private final StreamObserver<?> answer;
  private final long max;
  private final Lease lease;
  private final HubMetrics metrics;
  private final Consumer<ByteString> whole;
  private ByteString soFar = ByteString.EMPTY;
  private int total = -1;
  private boolean over;

  /// @param answer where a refusal goes
  /// @param max octets of the whole message
  /// @param whole gets the message, and may throw a refusal
  ChunkCollector(
      StreamObserver<?> answer,
      long max,
      Lease lease,
      HubMetrics metrics,
      Consumer<ByteString> whole) {
    this.answer = answer;
    this.max = max;
    this.lease = lease;
    this.metrics = metrics;
    this.whole = whole;
  }

  @Override
  public void onNext(Chunk chunk) {
    if (!over) {
      try {
        add(chunk);
      } catch (RuntimeException e) {
        end(e);
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    over = true;
    soFar = ByteString.EMPTY;
  }

  @Override
  public void onCompleted() {
    if (!over) {
      try {
        if (soFar.size() != total) {
          throw malformed("it ends after " + soFar.size() + " octets of " + total);
        }
        over = true;
        var message = soFar;
        soFar = ByteString.EMPTY;
        whole.accept(message);
      } catch (RuntimeException e) {
        end(e);
      }
    }
  }

  private void add(Chunk chunk) {
    if (total < 0) {
      if (Integer.toUnsignedLong(chunk.getTotal()) > max) {
        throw new RefusedException(
            HubRule.MESSAGE_TOO_LARGE, Integer.toUnsignedString(chunk.getTotal()) + " octets");
      }
      total = chunk.getTotal();
    } else if (chunk.getTotal() != 0 || chunk.getData().isEmpty()) {
      throw malformed("a later piece says nothing, or says the length again");
    }
    if (chunk.getData().size() > total - soFar.size()) {
      throw malformed("more octets than announced");
    }
    lease.take(chunk.getData().size());
    soFar = soFar.concat(chunk.getData());
  }

  private void end(RuntimeException why) {
    over = true;
    soFar = ByteString.EMPTY;
    answer.onError(Refusals.of(why, metrics));
  }

  private static RefusedException malformed(String why) {
    return new RefusedException(HubRule.MALFORMED_REQUEST, why);
  }
}
