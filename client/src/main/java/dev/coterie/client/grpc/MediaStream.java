package dev.coterie.client.grpc;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubproto.v1.HubGrpc;
import dev.coterie.hubproto.v1.MediaDown;
import dev.coterie.hubproto.v1.MediaUp;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// One media call on one connection. Writes without waiting; what came in waits for its reader, and
/// the hub is asked for more only as it is read.
final class MediaStream {
  private static final int WINDOW = 128;

  /// Frames that were sent and did not leave yet: at 160 octets, less than a second of one speaker.
  private static final int UNSENT_BYTES = 8 << 10;

  private static final int MESSAGE_BYTES = 32 << 10;

  private sealed interface Incoming {
    record Message(MediaDown message) implements Incoming {}

    record End(StatusException status) implements Incoming {}
  }

  private final ClientCall<MediaUp, MediaDown> call;
  private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();
  private boolean writable;
  private int read;

  private MediaStream(ClientCall<MediaUp, MediaDown> call) {
    this.call = call;
  }

  /// Asks the hub to join a group's media.
  static MediaStream join(HubChannel channel, HubGroupId group) {
    var stream =
        new MediaStream(
            channel
                .channel()
                .newCall(
                    HubGrpc.getMediaMethod(),
                    CallOptions.DEFAULT
                        .withExecutor(Runnable::run)
                        .withOnReadyThreshold(UNSENT_BYTES)
                        .withMaxInboundMessageSize(MESSAGE_BYTES)));
    stream.start(group);
    return stream;
  }

  private synchronized void start(HubGroupId group) {
    call.start(new Listener(), new Metadata());
    call.request(WINDOW);
    call.sendMessage(ToWire.join(group));
    writable = true;
  }

  /// The next message; waits for it.
  MediaDown read() throws InterruptedException, StatusException {
    switch (incoming.take()) {
      case Incoming.Message(var message) -> {
        read++;
        if (read == WINDOW / 2) {
          read = 0;
          call.request(WINDOW / 2);
        }
        return message;
      }
      case Incoming.End(var status) -> throw status;
    }
  }

  /// Sends a frame if that can be done without waiting.
  ///
  /// @return whether it was sent
  synchronized boolean write(Bytes frame) {
    if (!writable || !call.isReady()) {
      return false;
    }
    call.sendMessage(ToWire.frame(frame));
    return true;
  }

  synchronized void cancel(String why) {
    writable = false;
    call.cancel(why, null);
  }

  /// Called by the threads of the transport: hands over, and does nothing else.
  private final class Listener extends ClientCall.Listener<MediaDown> {
    @Override
    public void onMessage(MediaDown message) {
      incoming.add(new Incoming.Message(message));
    }

    @Override
    public void onClose(Status status, @Nullable Metadata trailers) {
      incoming.add(new Incoming.End(status.asException(trailers)));
    }
  }
}
