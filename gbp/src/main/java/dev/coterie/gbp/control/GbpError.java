package dev.coterie.gbp.control;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The listed error codes with what goes with each, as in GBP version 1. `docs/gbp2.md` §11.
public enum GbpError {
  /// A version that the receiver does not speak.
  UNSUPPORTED_VERSION(0x0001, ErrorClass.SCHEMA, Effect.FATAL),
  /// A group that the receiver is not in.
  UNKNOWN_GROUP(0x0002, ErrorClass.STATE, Effect.FATAL),
  /// An epoch, or a membership, that does not fit the place in the log.
  EPOCH_MISMATCH(0x0003, ErrorClass.STATE, Effect.RETRYABLE),
  /// A transition other than the pending one.
  TRANSITION_MISMATCH(0x0004, ErrorClass.STATE, Effect.RETRYABLE),
  /// A sequence number that was used, or is too old.
  REPLAY_DETECTED(0x0005, ErrorClass.CRYPTO),
  /// A message that cannot be opened.
  DECRYPT_FAILED(0x0006, ErrorClass.CRYPTO, Effect.RETRYABLE),
  /// A commit that breaks a rule.
  COMMIT_INVALID(0x0007, ErrorClass.CRYPTO, Effect.FATAL),
  /// Anything malformed or not allowed on a stream.
  STREAM_POLICY_VIOLATION(0x0008, ErrorClass.POLICY),
  /// A change of the group while another is under way.
  TRANSITION_IN_PROGRESS(0x0009, ErrorClass.STATE),
  /// No answer to a prepared transition.
  PREPARE_TIMEOUT(0x0010, ErrorClass.STATE, Effect.RETRYABLE),
  /// Too few members were ready in time.
  READY_TIMEOUT(0x0011, ErrorClass.STATE, Effect.RETRYABLE),
  /// A prepared transition that was not executed.
  EXECUTE_TIMEOUT(0x0012, ErrorClass.STATE, Effect.RETRYABLE),
  /// A coordinator that fell silent.
  COORDINATOR_GONE(0x0013, ErrorClass.STATE, Effect.RETRYABLE),
  /// Two members whose histories differ.
  DIGEST_MISMATCH(0x0014, ErrorClass.STATE, Effect.FATAL),
  /// An audio source that does not exist.
  GAP_BAD_SOURCE_ID(0x1001, ErrorClass.SCHEMA),
  /// An audio payload that does not parse.
  GAP_DECODE_FAILED(0x1002, ErrorClass.SCHEMA),
  /// An audio frame that cannot be opened.
  GAP_AUTH_FAILED(0x1003, ErrorClass.CRYPTO),
  /// An audio frame heard before.
  GAP_REPLAY_DETECTED(0x1004, ErrorClass.CRYPTO),
  /// An audio frame of an epoch whose keys are gone.
  GAP_EPOCH_STALE(0x1005, ErrorClass.CRYPTO),
  /// An audio frame under a key nobody announced.
  GAP_KEY_PHASE_UNKNOWN(0x1006, ErrorClass.CRYPTO),
  /// A text payload that does not parse.
  GTP_BAD_LENGTH(0x2001, ErrorClass.SCHEMA),
  /// A kind of text message that is not known.
  GTP_UNSUPPORTED_CONTENT_TYPE(0x2002, ErrorClass.SCHEMA),
  /// A message id used for another message.
  GTP_DUPLICATE_MESSAGE(0x2003, ErrorClass.POLICY),
  /// A text that local policy turns away.
  GTP_POLICY_REJECTED(0x2004, ErrorClass.POLICY),
  /// An attachment whose pieces do not make what was announced.
  GTP_ATTACHMENT_INTEGRITY(0x2005, ErrorClass.SCHEMA),
  /// A request that nobody answered.
  GTP_REQUEST_TIMEOUT(0x2006, ErrorClass.STATE, Effect.RETRYABLE),
  /// A signal that does not parse.
  GSP_BAD_SCHEMA(0x3001, ErrorClass.SCHEMA),
  /// A signal that its sender may not give.
  GSP_UNAUTHORIZED(0x3002, ErrorClass.AUTHORISATION),
  /// A signal that is not known.
  GSP_UNKNOWN_SIGNAL(0x3003, ErrorClass.SCHEMA),
  /// A signal request seen before.
  GSP_DUPLICATE_REQUEST(0x3004, ErrorClass.POLICY),
  /// A signal that does not fit the present state.
  GSP_STATE_CONFLICT(0x3005, ErrorClass.STATE, Effect.RETRYABLE),
  /// A signal whose condition does not hold.
  GSP_PRECONDITION_FAILED(0x3006, ErrorClass.STATE);

  private static final Map<Integer, GbpError> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(GbpError::code, Function.identity()));

  private final int code;
  private final ErrorClass errorClass;
  private final int effects;

  GbpError(int code, ErrorClass errorClass, Effect... effects) {
    this.code = code;
    this.errorClass = errorClass;
    this.effects = Effect.toBits(Set.of(effects));
  }

  /// The number on the wire.
  public int code() {
    return code;
  }

  /// What kind of thing went wrong.
  public ErrorClass errorClass() {
    return errorClass;
  }

  /// What the one who reads it may conclude.
  public Set<Effect> effects() {
    return Effect.ofBits(effects);
  }

  /// The listed error with a number, if it is listed.
  public static Optional<GbpError> of(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
