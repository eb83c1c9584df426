package dev.coterie.client.grpc;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.HubRule;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Arrays;
import java.util.Optional;

/// What a status means.
final class Failures {
  private static final Metadata.Key<String> RULE =
      Metadata.Key.of("coterie-rule", Metadata.ASCII_STRING_MARSHALLER);

  private Failures() {}

  /// What to do after a call failed.
  enum Next {
    /// The hub said no.
    GIVE_UP,
    /// The hub asks for patience.
    WAIT,
    /// The connection is of no more use.
    RECONNECT
  }

  /// The rule that the hub named, if it did and we know it.
  static Optional<HubRule> rule(StatusException failure) {
    var trailers = failure.getTrailers();
    var name = trailers == null ? null : trailers.get(RULE);
    return name == null
        ? Optional.empty()
        : Arrays.stream(HubRule.values()).filter(rule -> rule.name().equals(name)).findFirst();
  }

  static Next next(StatusException failure) {
    var rule = rule(failure);
    if (rule.isPresent()) {
      return switch (rule.get()) {
        case NOT_AUTHENTICATED, DRAINING, SLOW_READER -> Next.RECONNECT;
        case BUSY, RATE_LIMITED -> Next.WAIT;
        case BAD_PROOF,
            WRONG_CERTIFICATE,
            MALFORMED_REQUEST,
            NOT_ON_ROSTER,
            GROUP_ID_TAKEN,
            MESSAGE_TOO_LARGE,
            ROSTER_CHANGE_INVALID,
            ROSTER_FULL,
            KEY_PACKAGE_INVALID,
            KEY_PACKAGE_NOT_YOURS,
            TOO_MANY_KEY_PACKAGES,
            MAILBOX_FULL,
            TOO_MANY_GROUPS,
            QUOTA_EXCEEDED,
            TOO_MANY_WATCHES,
            TOO_MANY_MEDIA_SESSIONS,
            NO_LIVE_MEDIA ->
            Next.GIVE_UP;
      };
    }
    return failure.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
        ? Next.WAIT
        : Next.RECONNECT;
  }

  static Optional<RefusedException> refusal(StatusException failure) {
    return rule(failure)
        .map(
            rule ->
                new RefusedException(
                    rule, Optional.ofNullable(failure.getStatus().getDescription()).orElse("")));
  }
}
