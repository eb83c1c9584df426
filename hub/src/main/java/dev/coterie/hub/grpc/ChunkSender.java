package dev.coterie.hub.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.coterie.hubproto.v1.Chunk;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/// Sends one message in pieces, no faster than its reader takes them.
final class ChunkSender {
  /// Octets in a piece.
  static final int PIECE = 256 << 10;

  private final ServerCallStreamObserver<Chunk> out;
  private final Lease lease;
  private ByteString whole = ByteString.EMPTY;
  private int sent = -1;

  /// Must be made while the handler is first called.
  ChunkSender(StreamObserver<Chunk> out, Lease lease) {
    this.out = (ServerCallStreamObserver<Chunk>) out;
    this.lease = lease;
    this.out.setOnReadyHandler(this::drain);
    this.out.setOnCancelHandler(() -> {});
  }

  /// Sends the message and ends the call.
  void send(Message message) {
    lease.take(message.getSerializedSize());
    synchronized (this) {
      whole = message.toByteString();
      sent = 0;
    }
    drain();
  }

  private synchronized void drain() {
    boolean first = sent == 0;
    while (sent >= 0 && out.isReady()) {
      int end = Math.min(whole.size(), sent + PIECE);
      var chunk = Chunk.newBuilder().setData(whole.substring(sent, end));
      if (first) {
        chunk.setTotal(whole.size());
        first = false;
      }
      out.onNext(chunk.build());
      sent = end;
      if (sent == whole.size()) {
        sent = -1;
        whole = ByteString.EMPTY;
        out.onCompleted();
      }
    }
  }
}
