package dev.coterie.cli.interop;

import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/// What went wrong, as a gRPC status:
///
/// | Status | Why |
/// |---|---|
/// | `NOT_FOUND` | nothing of that kind has this number |
/// | `INVALID_ARGUMENT` | octets do not parse, or the request makes no sense |
/// | `FAILED_PRECONDITION` | a rule is broken (the trailer `coterie-rule` names it), or it is not the time |
/// | `RESOURCE_EXHAUSTED` | too much is held |
/// | `UNAVAILABLE` | a provider failed |
/// | `INTERNAL` | a bug of ours |
final class Statuses {
  /// Names the rule that was broken.
  static final Metadata.Key<String> RULE =
      Metadata.Key.of("coterie-rule", Metadata.ASCII_STRING_MARSHALLER);

  private Statuses() {}

  static StatusRuntimeException of(RuntimeException problem) {
    return switch (problem) {
      case StatusRuntimeException known -> known;
      case RefusedException refused -> {
        var trailers = new Metadata();
        trailers.put(RULE, refused.rule().name());
        yield described(Status.FAILED_PRECONDITION, refused).asRuntimeException(trailers);
      }
      case MalformedException malformed ->
          described(Status.INVALID_ARGUMENT, malformed).asRuntimeException();
      case UnavailableException unavailable ->
          described(Status.UNAVAILABLE, unavailable).asRuntimeException();
      case IllegalArgumentException wrong ->
          described(Status.INVALID_ARGUMENT, wrong).asRuntimeException();
      case UnsupportedOperationException unsupported ->
          described(Status.INVALID_ARGUMENT, unsupported).asRuntimeException();
      case IllegalStateException early ->
          described(Status.FAILED_PRECONDITION, early).asRuntimeException();
      default ->
          Status.INTERNAL
              .withDescription("a bug: " + problem.getClass().getSimpleName())
              .withCause(problem)
              .asRuntimeException();
    };
  }

  private static Status described(Status status, RuntimeException why) {
    return status.withDescription(
        Optional.ofNullable(why.getMessage()).orElse(why.getClass().getSimpleName()));
  }
}
