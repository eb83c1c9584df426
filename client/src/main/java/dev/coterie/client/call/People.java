package dev.coterie.client.call;

import dev.coterie.client.event.Person;
import dev.coterie.gap.Holder;
import dev.coterie.gap.Holders;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.LeafIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is in the group in one epoch. Looks nobody up that nobody asks for.
final class People implements Holders {
  static final People NOBODY = new People(List.of());

  private final List<Member> members;
  private final Map<LeafIndex, Person> met = new HashMap<>();

  /// @param members by leaf
  People(List<Member> members) {
    this.members = members;
  }

  @Override
  public Optional<Holder> at(LeafIndex leaf) {
    return member(leaf)
        .map(member -> new Holder(MemberKey.of(member), person(member).fingerprint().value()));
  }

  /// Who that is, if it is still a member.
  Optional<Person> person(MemberKey key) {
    return member(key.leaf())
        .filter(member -> member.admitted().equals(key.admitted()))
        .map(this::person);
  }

  private Person person(Member member) {
    return met.computeIfAbsent(member.index(), _ -> Person.of(member));
  }

  private Optional<Member> member(LeafIndex leaf) {
    int low = 0;
    int high = members.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Member member = members.get(middle);
      int order = member.index().compareTo(leaf);
      if (order == 0) {
        return Optional.of(member);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }
}
