package dev.coterie.client.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.coterie.codec.MalformedException;
import dev.coterie.hubproto.v1.Chunk;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;

/// Messages that travel in pieces.
final class Pieces {
  private static final int PIECE = 256 << 10;

  /// More than any page of a hub: a welcome with its tree.
  private static final int LONGEST = 48 << 20;

  private Pieces() {}

  /// Sends a message and ends this side of the call.
  static void send(BlockingClientCall<Chunk, ?> call, MessageLite message)
      throws InterruptedException, StatusException {
    var whole = message.toByteString();
    int sent = 0;
    do {
      int end = Math.min(whole.size(), sent + PIECE);
      var chunk = Chunk.newBuilder().setData(whole.substring(sent, end));
      if (sent == 0) {
        chunk.setTotal(whole.size());
      }
      call.write(chunk.build());
      sent = end;
    } while (sent < whole.size());
    call.halfClose();
  }

  /// Reads a message to the end of the call.
  static <T> T receive(BlockingClientCall<?, Chunk> call, Parser<T> parser)
      throws InterruptedException, StatusException {
    var whole = ByteString.EMPTY;
    int total = -1;
    for (var chunk = call.read(); chunk != null; chunk = call.read()) {
      if (total < 0) {
        total = chunk.getTotal();
      }
      if (total < 0 || total > LONGEST || chunk.getData().size() > total - whole.size()) {
        call.cancel("too long", null);
        throw new MalformedException("reply", whole.size(), "longer than any reply");
      }
      whole = whole.concat(chunk.getData());
    }
    try {
      if (whole.size() != total) {
        throw new MalformedException("reply", whole.size(), "cut short");
      }
      return parser.parseFrom(whole);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedException("reply", 0, "not the message that belongs here");
    }
  }
}
