package dev.coterie.hub.grpc;

import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.HubRule;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/// How a refusal travels: as a status, with the name of the rule beside it. What breaks inside the
/// hub says nothing about its insides.
final class Refusals {
  /// The trailer that names the rule.
  static final Metadata.Key<String> RULE =
      Metadata.Key.of("coterie-rule", Metadata.ASCII_STRING_MARSHALLER);

  private Refusals() {}

  static Metadata trailers(HubRule rule) {
    var trailers = new Metadata();
    trailers.put(RULE, rule.name());
    return trailers;
  }

  static Status status(HubRule rule, String detail) {
    var code =
        switch (rule) {
          case NOT_AUTHENTICATED, BAD_PROOF, WRONG_CERTIFICATE -> Status.UNAUTHENTICATED;
          case MALFORMED_REQUEST, KEY_PACKAGE_INVALID, KEY_PACKAGE_NOT_YOURS ->
              Status.INVALID_ARGUMENT;
          case NOT_ON_ROSTER -> Status.PERMISSION_DENIED;
          case GROUP_ID_TAKEN -> Status.ALREADY_EXISTS;
          case ROSTER_CHANGE_INVALID -> Status.FAILED_PRECONDITION;
          case MESSAGE_TOO_LARGE,
              ROSTER_FULL,
              TOO_MANY_KEY_PACKAGES,
              MAILBOX_FULL,
              TOO_MANY_GROUPS,
              QUOTA_EXCEEDED,
              TOO_MANY_WATCHES,
              TOO_MANY_MEDIA_SESSIONS,
              RATE_LIMITED,
              BUSY,
              SLOW_READER ->
              Status.RESOURCE_EXHAUSTED;
          case DRAINING -> Status.UNAVAILABLE;
          case NO_LIVE_MEDIA -> Status.UNIMPLEMENTED;
        };
    return code.withDescription(detail);
  }

  static StatusRuntimeException of(HubRule rule, String detail) {
    return status(rule, detail).asRuntimeException(trailers(rule));
  }

  /// The answer to whatever a handler threw.
  static StatusRuntimeException of(RuntimeException thrown, HubMetrics metrics) {
    return switch (thrown) {
      case RefusedException refused when refused.rule() instanceof HubRule rule -> {
        metrics.count(Counter.CALLS_REFUSED);
        yield of(rule, refused.detail());
      }
      case MalformedException malformed -> {
        metrics.count(Counter.CALLS_REFUSED);
        yield of(HubRule.MALFORMED_REQUEST, String.valueOf(malformed.getMessage()));
      }
      case UnavailableException _ -> {
        metrics.count(Counter.CALLS_FAILED);
        yield Status.UNAVAILABLE.withDescription("the hub's store").asRuntimeException();
      }
      case RuntimeException _ -> internal(metrics);
    };
  }

  private static StatusRuntimeException internal(HubMetrics metrics) {
    metrics.count(Counter.CALLS_FAILED);
    return Status.INTERNAL.asRuntimeException();
  }
}
