package dev.coterie.cli;

import dev.coterie.client.Client;
import dev.coterie.client.Group;
import dev.coterie.client.contact.Contact;
import dev.coterie.client.contact.SafetyNumber;
import dev.coterie.client.contact.Standing;
import dev.coterie.client.event.Person;
import dev.coterie.hubapi.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who is who: names as the owner of a home knows them, each with what it is worth.
final class People {
  private static final int SHORTEST_PREFIX = 8;

  private final Client client;

  People(Client client) {
    this.client = client;
  }

  /// A name to show, marked unless it is a contact's: `bob`, `bob?` for a claim, and a warning for
  /// somebody else under a contact's name.
  String shown(Person person) {
    Fingerprint fingerprint = person.fingerprint();
    String claimed = Printable.line(person.claimed());
    return switch (standing(person)) {
      case SELF -> claimed;
      case VERIFIED, PINNED ->
          client.contacts().of(fingerprint).map(Contact::name).map(Printable::line).orElse(claimed);
      case UNKNOWN -> claimed + "?";
      case IMPOSTOR -> claimed + " (NOT your contact " + claimed + ")";
    };
  }

  Standing standing(Person person) {
    return client.contacts().standing(person.fingerprint(), person.claimed());
  }

  static String words(Standing standing) {
    return switch (standing) {
      case SELF -> "you";
      case VERIFIED -> "verified";
      case PINNED -> "pinned";
      case UNKNOWN -> "unverified";
      case IMPOSTOR -> "IMPOSTOR: a contact's name, another key";
    };
  }

  /// A person as programs see it.
  Json.Fields json(Person person) {
    return Json.object()
        .put(
            "name",
            client.contacts().of(person.fingerprint()).map(Contact::name).orElse(person.claimed()))
        .put("claimed", person.claimed())
        .put("fingerprint", person.fingerprint().toHex())
        .put("standing", standing(person).name().toLowerCase(Locale.ROOT));
  }

  /// The name of the contact that words name: `name@fingerprint`, a name and a fingerprint, or a
  /// contact that is pinned already. Pins what is new.
  String pinned(List<String> words) {
    String first = words.getFirst();
    if (words.size() == 2) {
      return pin(new PersonLine(first, PersonLine.fingerprint(words.get(1))));
    }
    if (client.contacts().named(first).isPresent()) {
      return first;
    }
    if (PersonLine.looksLike(first)) {
      return pin(PersonLine.parse(first));
    }
    throw new Stop(
        Stop.Reason.UNKNOWN_PERSON,
        "'" + first + "' is no contact of yours yet",
        "give the fingerprint too, as they tell it to you: NAME@FINGERPRINT (their coterie id shows"
            + " it)");
  }

  private String pin(PersonLine person) {
    return client.contacts().pin(person.name(), person.fingerprint()).name();
  }

  /// The member that a word names: a contact, else a claimed name that only one has, else the
  /// beginning of a fingerprint.
  Group.MemberView member(Group group, String word) {
    List<Group.MemberView> members = group.members();
    Optional<Fingerprint> contact = client.contacts().named(word).map(Contact::fingerprint);
    List<Group.MemberView> meant =
        members.stream().filter(each -> isMeant(each, word, contact)).toList();
    return switch (meant.size()) {
      case 1 -> meant.getFirst();
      case 0 ->
          throw new Stop(
              Stop.Reason.UNKNOWN_PERSON,
              "nobody in the group is called '" + word + "'",
              "coterie members shows who is");
      default ->
          throw new Stop(
              Stop.Reason.AMBIGUOUS_PERSON,
              "more than one member is called '" + word + "'",
              "name one by the beginning of the fingerprint: coterie members shows it");
    };
  }

  private static boolean isMeant(
      Group.MemberView member, String word, Optional<Fingerprint> contact) {
    Fingerprint fingerprint = member.person().fingerprint();
    return contact.map(fingerprint::equals).orElseGet(() -> member.name().equals(word))
        || (word.length() >= SHORTEST_PREFIX && fingerprint.toHex().startsWith(word));
  }

  /// The person that a name stands for: a contact, else a member of some group of ours whom nobody
  /// else's name can be mistaken for.
  PersonLine known(String name) {
    Optional<Contact> contact = client.contacts().named(name);
    if (contact.isPresent()) {
      return new PersonLine(name, contact.get().fingerprint());
    }
    List<Fingerprint> found = new ArrayList<>();
    for (Group group : client.groups()) {
      group.members().stream()
          .filter(each -> each.standing() == Standing.UNKNOWN && each.name().equals(name))
          .map(each -> each.person().fingerprint())
          .filter(each -> !found.contains(each))
          .forEach(found::add);
    }
    return switch (found.size()) {
      case 1 -> new PersonLine(name, found.getFirst());
      case 0 ->
          throw new Stop(
              Stop.Reason.UNKNOWN_PERSON,
              "'" + name + "' is neither a contact of yours nor in a group with you",
              "coterie members shows who is in your groups");
      default ->
          throw new Stop(
              Stop.Reason.AMBIGUOUS_PERSON,
              "more than one person calls themselves '" + name + "'",
              "have one give you the fingerprint, and name it: NAME@FINGERPRINT");
    };
  }

  SafetyNumber safetyNumber(PersonLine person) {
    return SafetyNumber.of(client.self().fingerprint(), person.fingerprint());
  }

  void verified(PersonLine person) {
    client.contacts().pin(person.name(), person.fingerprint());
    client.contacts().verified(person.name());
  }
}
