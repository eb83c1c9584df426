package dev.coterie.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.mls.message.GroupId;
import java.util.Optional;

/// The extension that makes a key package in the log a request to come back. The package is signed
/// by the key of the member's leaf, so nobody else can ask. `docs/gbp2.md` §9.
///
/// @param group that it wants to come back to
/// @param reason why it cannot follow
/// @param stuckAt the record before which it stands still, or that showed it; nothing if it does
///   not know any
/// @param attempt how often it has asked, this time included, 1 to 16
public record ReturnRequest(
    GroupId group, ReturnReason reason, Optional<LogPosition> stuckAt, int attempt) {
  /// The extension's type, in the private range of the registry.
  public static final int TYPE = 0xF6B4;

  /// How often one may ask.
  public static final int MAX_ATTEMPTS = 16;

  /// The extension's one body, at most 384 octets.
  public static final KeyedForm<ReturnRequest> FORM =
      new KeyedForm<>("return request", 384, ReturnRequest::read, ReturnRequest::write);

  private static final int MAX_GROUP = 255;

  /// Checks the ranges.
  public ReturnRequest {
    if (attempt < 1 || attempt > MAX_ATTEMPTS) {
      throw new IllegalArgumentException("attempt " + attempt);
    }
    if (group.value().isEmpty() || group.value().size() > MAX_GROUP) {
      throw new IllegalArgumentException("group id of " + group.value().size() + " octets");
    }
    if (stuckAt.isPresent() && stuckAt.get().sequence() == 0) {
      throw new IllegalArgumentException("no record has number 0");
    }
  }

  private static ReturnRequest read(KeyedReader in) {
    int version = in.take(0, "version", item -> item.integer(0, Integer.MAX_VALUE));
    if (version != GbpExtension.VERSION) {
      throw in.malformed("version", "not " + GbpExtension.VERSION);
    }
    Bytes group = in.take(1, "group", item -> item.bytes(1, MAX_GROUP)).detached();
    int reason = in.take(2, "reason", item -> item.integer(0, Integer.MAX_VALUE));
    int attempt = in.take(3, "attempt", item -> item.integer(1, MAX_ATTEMPTS));
    Optional<Long> sequence = in.maybe(6, "log sequence", item -> item.uint(1, Long.MAX_VALUE));
    Optional<LogPosition> stuckAt =
        sequence.map(
            number ->
                new LogPosition(
                    number,
                    in.take(
                            7,
                            "log head",
                            item -> item.bytes(LogPosition.HEAD_SIZE, LogPosition.HEAD_SIZE))
                        .detached()));
    return new ReturnRequest(
        new GroupId(group),
        ReturnReason.of(reason).orElseThrow(() -> in.malformed("reason", "number " + reason)),
        stuckAt,
        attempt);
  }

  private void write(KeyedWriter out) {
    out.uint(0, GbpExtension.VERSION)
        .bytes(1, group.value())
        .uint(2, reason.code())
        .uint(3, attempt);
    stuckAt.ifPresent(position -> HeaderFields.writePosition(position, out));
  }
}
