package dev.coterie.client.group;

import dev.coterie.client.event.Person;
import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.LogMark;
import java.util.Optional;

/// The commit before which a group stands still.
///
/// ```
/// uint8 format = 1; uint64 sequence; opaque hash[32]; optional<Person> committer; uint8 told;
/// ```
///
/// @param record where it stands
/// @param committer who signed it; nothing if that could not be proved
/// @param word whether the application was told that nobody can open it
public record StuckRow(LogMark record, Optional<Person> committer, Word word) {
  /// The row's form.
  public static final Codec<StuckRow> CODEC = StoredForm.of(StuckRow::read, StuckRow::write);

  /// What the application knows.
  public enum Word {
    /// Others may be able to open it.
    NONE,
    /// Nobody can.
    UNUSABLE
  }

  StuckRow told() {
    return new StuckRow(record, committer, Word.UNUSABLE);
  }

  private static StuckRow read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    return new StuckRow(
        new LogMark(in.uint64("sequence"), in.fixed("hash", 32)),
        in.optional("committer", RosterEntry::person),
        switch (in.uint8("told")) {
          case 0 -> Word.NONE;
          case 1 -> Word.UNUSABLE;
          default -> throw in.malformed("told", "neither 0 nor 1");
        });
  }

  private void write(WireWriter out) {
    out.uint8(1)
        .uint64(record.sequence())
        .raw(record.hash())
        .optional(committer, RosterEntry::write)
        .uint8(word == Word.UNUSABLE ? 1 : 0);
  }
}
