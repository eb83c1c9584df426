package dev.coterie.client.group;

import dev.coterie.client.event.Person;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.LeafIndex;

/// A member of a group that came to an end, as it is remembered.
///
/// @param leaf its place
/// @param person who it is
public record RosterEntry(LeafIndex leaf, Person person) {
  /// A member as it stands now.
  public static RosterEntry of(Member member) {
    return new RosterEntry(member.index(), Person.of(member));
  }

  static RosterEntry read(WireReader in) {
    return new RosterEntry(new LeafIndex((int) in.uint32("leaf")), person(in));
  }

  void write(WireWriter out) {
    out.uint32(leaf.unsigned());
    write(person, out);
  }

  static Person person(WireReader in) {
    return new Person(
        new Fingerprint(in.fixed("fingerprint", Fingerprint.SIZE)), in.opaque("claimed").utf8());
  }

  static void write(Person person, WireWriter out) {
    out.raw(person.fingerprint().value()).opaque(Bytes.ofUtf8(person.claimed()));
  }
}
