package dev.coterie.client.group;

import dev.coterie.client.event.Person;
import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.LogMark;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What took the place of a group, by the group's id.
///
/// ```
/// uint8 format = 1; opaque successor<V>; Person founder; uint64 sequence; opaque hash[32];
/// optional<Person> committer; RosterEntry roster<V>; Missing missing<V>; uint64 since;
/// ```
///
/// @param successor the group that goes on
/// @param founder who made it
/// @param stopped the record before which the old group stood still
/// @param committer who made that
/// @param roster of the old group
/// @param missing whom we, as founder, have yet to add
/// @param since when we were led over, by our clock
public record ReplacementRow(
    GroupId successor,
    Person founder,
    LogMark stopped,
    Optional<Person> committer,
    List<RosterEntry> roster,
    List<Missing> missing,
    Instant since) {
  /// The row's form.
  public static final Codec<ReplacementRow> CODEC =
      StoredForm.of(ReplacementRow::read, ReplacementRow::write);

  /// Somebody who has yet to be added.
  ///
  /// @param member who
  /// @param told whether the application knows that it takes time
  public record Missing(Fingerprint member, boolean told) {
    private static Missing read(WireReader in) {
      return new Missing(
          new Fingerprint(in.fixed("member", Fingerprint.SIZE)),
          switch (in.uint8("told")) {
            case 0 -> false;
            case 1 -> true;
            default -> throw in.malformed("told", "neither 0 nor 1");
          });
    }

    private void write(WireWriter out) {
      out.raw(member.value()).uint8(told ? 1 : 0);
    }
  }

  /// Copies the lists.
  public ReplacementRow {
    roster = List.copyOf(roster);
    missing = List.copyOf(missing);
  }

  /// The same under another successor.
  public ReplacementRow by(GroupId other, Person otherFounder) {
    return new ReplacementRow(other, otherFounder, stopped, committer, roster, List.of(), since);
  }

  /// The same with others yet to be added.
  public ReplacementRow missing(List<Missing> others) {
    return new ReplacementRow(successor, founder, stopped, committer, roster, others, since);
  }

  /// Whether a group's id says that this founder made it in the old group's place.
  public boolean isFor(GroupId old, GroupId id, Fingerprint maker) {
    return SuccessorId.is(id, old, stopped, maker);
  }

  /// Somebody of the old group.
  public Optional<Person> person(Fingerprint member) {
    return roster.stream()
        .map(RosterEntry::person)
        .filter(person -> person.fingerprint().equals(member))
        .findFirst();
  }

  /// Whose successor counts, if there are several: the first in the old group.
  public Optional<LeafIndex> rank(Fingerprint member) {
    return roster.stream()
        .filter(entry -> entry.person().fingerprint().equals(member))
        .map(RosterEntry::leaf)
        .findFirst();
  }

  /// Whether somebody made the commit that stopped the old group.
  public boolean isCommitter(Fingerprint member) {
    return committer.filter(person -> person.fingerprint().equals(member)).isPresent();
  }

  private static ReplacementRow read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    return new ReplacementRow(
        new GroupId(in.opaque("successor")),
        RosterEntry.person(in),
        new LogMark(in.uint64("sequence"), in.fixed("hash", 32)),
        in.optional("committer", RosterEntry::person),
        in.list("roster", RosterEntry::read),
        in.list("missing", Missing::read),
        Instant.ofEpochSecond(in.uint64("since")));
  }

  private void write(WireWriter out) {
    out.uint8(1).opaque(successor.value());
    RosterEntry.write(founder, out);
    out.uint64(stopped.sequence())
        .raw(stopped.hash())
        .optional(committer, RosterEntry::write)
        .list(roster, RosterEntry::write)
        .list(missing, Missing::write)
        .uint64(since.getEpochSecond());
  }
}
