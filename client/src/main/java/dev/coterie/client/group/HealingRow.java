package dev.coterie.client.group;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnReason;
import java.time.Instant;
import java.util.Optional;

/// How far our own way back into a group has come.
///
/// ```
/// uint8 format = 1; uint8 stage; uint8 reason; uint64 stuck_sequence; opaque stuck_hash[32];
/// uint8 flags; uint8 attempts; uint64 at_ms; optional<Ask> ask; optional<Entry> entry;
/// struct { opaque hub_id<V>; opaque message<V>; opaque bundle<V>; uint64 sequence; opaque hash[32]; } Ask;
/// struct { opaque hub_id<V>; opaque commit<V>; uint64 answered_at; uint64 expected; } Entry;
/// ```
///
/// @param stage asking, given up, or back
/// @param reason why we could not follow
/// @param stuckAt the record that stopped us; sequence 0 if none is known
/// @param blind whether the log is only watched, since nothing in it can be opened
/// @param leaving whether we had asked to be removed
/// @param attempts how often we asked within the last hour
/// @param at when to ask next; given up: when we did; back: since when
/// @param ask our last request
/// @param entry our external commit, if one is on its way
record HealingRow(
    Stage stage,
    ReturnReason reason,
    LogPosition stuckAt,
    boolean blind,
    boolean leaving,
    int attempts,
    Instant at,
    Optional<Ask> ask,
    Optional<Entry> entry) {
  private static final int BLIND = 1;
  private static final int LEAVING = 2;

  /// The row's form.
  static final Codec<HealingRow> CODEC = StoredForm.of(HealingRow::read, HealingRow::write);

  /// How far it is.
  enum Stage {
    /// We want back.
    ASKING(1),
    /// We asked in vain and ask no more.
    GIVEN_UP(2),
    /// We are back.
    BACK(3);

    private final int code;

    Stage(int code) {
      this.code = code;
    }
  }

  /// A request of ours.
  ///
  /// @param hubId the id of the append
  /// @param message its payload
  /// @param bundle the private half, encoded
  /// @param sequence its record; 0 before it stands in the log
  /// @param hash of that record; zeros before
  record Ask(Bytes hubId, Bytes message, Bytes bundle, long sequence, Bytes hash) {
    static final Bytes NO_HASH = Bytes.wrap(new byte[ReturnRow.HASH]);

    Ask standsAt(long record, Bytes recordHash) {
      return new Ask(hubId, message, bundle, record, recordHash);
    }

    private static Ask read(WireReader in) {
      return new Ask(
          in.opaque("hub_id"),
          in.opaque("message"),
          in.opaque("bundle"),
          in.uint64("sequence"),
          in.fixed("hash", ReturnRow.HASH));
    }

    private void write(WireWriter out) {
      out.opaque(hubId).opaque(message).opaque(bundle).uint64(sequence).raw(hash);
    }
  }

  /// Our external commit.
  ///
  /// @param hubId the id of the append
  /// @param commit the MLSMessage
  /// @param answeredAt the log position of the answer: no handshake may stand between it and ours
  /// @param expected the last handshake before ours
  record Entry(Bytes hubId, Bytes commit, long answeredAt, long expected) {
    Entry expecting(long handshake) {
      return new Entry(hubId, commit, answeredAt, handshake);
    }

    private static Entry read(WireReader in) {
      return new Entry(
          in.opaque("hub_id"),
          in.opaque("commit"),
          in.uint64("answered_at"),
          in.uint64("expected"));
    }

    private void write(WireWriter out) {
      out.opaque(hubId).opaque(commit).uint64(answeredAt).uint64(expected);
    }
  }

  HealingRow {
    if (attempts < 0 || attempts > 255) {
      throw new IllegalArgumentException("attempts " + attempts);
    }
  }

  boolean isUnderWay() {
    return stage != Stage.BACK;
  }

  HealingRow asking(Ask request, Instant next) {
    return new HealingRow(
        Stage.ASKING,
        reason,
        stuckAt,
        blind,
        leaving,
        attempts + 1,
        next,
        Optional.of(request),
        Optional.empty());
  }

  HealingRow ask(Ask changed) {
    return new HealingRow(
        stage, reason, stuckAt, blind, leaving, attempts, at, Optional.of(changed), entry);
  }

  HealingRow entry(Optional<Entry> changed) {
    return new HealingRow(stage, reason, stuckAt, blind, leaving, attempts, at, ask, changed);
  }

  HealingRow next(Instant when) {
    return new HealingRow(stage, reason, stuckAt, blind, leaving, attempts, when, ask, entry);
  }

  HealingRow blindFrom(LogPosition record) {
    return new HealingRow(stage, reason, record, true, leaving, attempts, at, ask, entry);
  }

  HealingRow givenUp(Instant now) {
    return new HealingRow(
        Stage.GIVEN_UP, reason, stuckAt, blind, leaving, attempts, now, ask, entry);
  }

  HealingRow afresh(Instant next) {
    return new HealingRow(Stage.ASKING, reason, stuckAt, blind, leaving, 0, next, ask, entry);
  }

  HealingRow back(Instant now) {
    return new HealingRow(
        Stage.BACK,
        reason,
        stuckAt,
        false,
        false,
        attempts,
        now,
        Optional.empty(),
        Optional.empty());
  }

  private static HealingRow read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    Stage stage =
        switch (in.uint8("stage")) {
          case 1 -> Stage.ASKING;
          case 2 -> Stage.GIVEN_UP;
          case 3 -> Stage.BACK;
          default -> throw in.malformed("stage", "no such stage");
        };
    ReturnReason reason =
        ReturnReason.of(in.uint8("reason"))
            .orElseThrow(() -> in.malformed("reason", "no such reason"));
    var stuckAt =
        new LogPosition(in.uint64("stuck_sequence"), in.fixed("stuck_hash", ReturnRow.HASH));
    int flags = in.uint8("flags");
    if (flags > (BLIND | LEAVING)) {
      throw in.malformed("flags", "no such flag");
    }
    return new HealingRow(
        stage,
        reason,
        stuckAt,
        (flags & BLIND) != 0,
        (flags & LEAVING) != 0,
        in.uint8("attempts"),
        Instant.ofEpochMilli(in.uint64("at")),
        in.optional("ask", Ask::read),
        in.optional("entry", Entry::read));
  }

  private void write(WireWriter out) {
    out.uint8(1)
        .uint8(stage.code)
        .uint8(reason.code())
        .uint64(stuckAt.sequence())
        .raw(stuckAt.head())
        .uint8((blind ? BLIND : 0) | (leaving ? LEAVING : 0))
        .uint8(attempts)
        .uint64(at.toEpochMilli())
        .optional(ask, Ask::write)
        .optional(entry, Entry::write);
  }
}
