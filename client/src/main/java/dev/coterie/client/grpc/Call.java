package dev.coterie.client.grpc;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubproto.v1.Chunk;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ClientCalls;
import java.util.concurrent.TimeUnit;

/// One attempt of a call on one connection, with a time limit.
final class Call {
  private final HubChannel channel;
  private final long untilNanos;

  Call(HubChannel channel, long untilNanos) {
    this.channel = channel;
    this.untilNanos = untilNanos;
  }

  HubLimits limits() {
    return channel.limits();
  }

  <Q, R> R unary(MethodDescriptor<Q, R> method, Q request)
      throws StatusException, InterruptedException {
    return ClientCalls.blockingV2UnaryCall(channel.channel(), method, options(), request);
  }

  /// A message in pieces up, one message down.
  <R> R upload(MethodDescriptor<Chunk, R> method, MessageLite request)
      throws StatusException, InterruptedException {
    var call = ClientCalls.blockingClientStreamingCall(channel.channel(), method, options());
    Pieces.send(call, request);
    var reply = call.read();
    if (reply == null) {
      throw Status.UNAVAILABLE.withDescription("no answer").asException();
    }
    return reply;
  }

  /// One message up, a message in pieces down.
  <Q, R> R download(MethodDescriptor<Q, Chunk> method, Q request, Parser<R> parser)
      throws StatusException, InterruptedException {
    return Pieces.receive(
        ClientCalls.blockingV2ServerStreamingCall(channel.channel(), method, options(), request),
        parser);
  }

  /// Messages in pieces both ways.
  <R> R exchange(MethodDescriptor<Chunk, Chunk> method, MessageLite request, Parser<R> parser)
      throws StatusException, InterruptedException {
    var call = ClientCalls.blockingBidiStreamingCall(channel.channel(), method, options());
    Pieces.send(call, request);
    return Pieces.receive(call, parser);
  }

  private CallOptions options() {
    return CallOptions.DEFAULT.withDeadlineAfter(
        Math.max(1, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
  }
}
