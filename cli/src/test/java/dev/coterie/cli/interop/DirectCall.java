package dev.coterie.cli.interop;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/// One call of a service, without a network.
final class DirectCall<Q, A> extends ServerCall<Q, A> {
  private final MethodDescriptor<Q, A> method;
  private Optional<Status> status = Optional.empty();

  private DirectCall(MethodDescriptor<Q, A> method) {
    this.method = method;
  }

  /// How the call ends.
  ///
  /// @param request as it is on the wire
  static <Q, A> Status of(ServerMethodDefinition<Q, A> method, byte[] request) {
    Q parsed;
    try {
      parsed = method.getMethodDescriptor().parseRequest(new ByteArrayInputStream(request));
    } catch (RuntimeException _) {
      return Status.INVALID_ARGUMENT; // protobuf's own affair
    }
    var call = new DirectCall<>(method.getMethodDescriptor());
    var listener = method.getServerCallHandler().startCall(call, new Metadata());
    listener.onMessage(parsed);
    listener.onHalfClose();
    return call.status.orElseThrow();
  }

  @Override
  public void request(int count) {
    // everything is here already
  }

  @Override
  public void sendHeaders(Metadata headers) {
    // nobody reads them
  }

  @Override
  public void sendMessage(A message) {
    // how it ends is enough
  }

  @Override
  public void close(Status end, Metadata trailers) {
    status = Optional.of(end);
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public MethodDescriptor<Q, A> getMethodDescriptor() {
    return method;
  }
}
