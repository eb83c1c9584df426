package dev.coterie.gtp;

import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.gbp.form.Utf8;
import java.util.List;

/// What became of messages at the sender of the receipt.
///
/// @param head id, time, flags, what it answers
/// @param status what became of them
/// @param messages which, 1 to 256 of them
/// @param reason for people, at most 256 octets, empty if there is none
public record Receipt(Head head, Status status, List<MessageRef> messages, String reason)
    implements GtpMessage {
  /// The most messages in one receipt.
  public static final int MAX_MESSAGES = 256;

  static final int KIND = 2;
  private static final int MAX_REASON = 256;

  /// What became of messages.
  public enum Status {
    /// They are stored.
    DELIVERED(0),
    /// A person has seen them.
    READ(1),
    /// They will not be shown.
    REFUSED(2);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    private static Status of(int code) {
      return switch (code) {
        case 0 -> DELIVERED;
        case 1 -> READ;
        case 2 -> REFUSED;
        default -> throw new IllegalArgumentException("status " + code);
      };
    }
  }

  /// Checks the ranges and copies the list.
  public Receipt {
    messages = List.copyOf(messages);
    if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
      throw new IllegalArgumentException(messages.size() + " messages");
    }
    Utf8.require(reason, 0, MAX_REASON, "reason");
  }

  static Receipt read(Head head, KeyedReader in) {
    int status = in.take(5, "status", item -> item.integer(0, 2));
    return new Receipt(
        head,
        Status.of(status),
        in.take(6, "messages", item -> item.list(1, MAX_MESSAGES, MessageRef::read)),
        in.takeUnless("", 7, "reason", item -> item.text(0, MAX_REASON)));
  }

  void write(KeyedWriter out) {
    out.uint(5, status.code).list(6, messages, MessageRef::write).textUnlessEmpty(7, reason);
  }
}
