package dev.coterie.client;

import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.contact.Contact;
import dev.coterie.client.contact.Contacts;
import dev.coterie.client.contact.Standing;
import dev.coterie.client.event.Message;
import dev.coterie.client.event.Person;
import dev.coterie.client.group.GroupEngine;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.Input;
import dev.coterie.client.group.Wish;
import dev.coterie.codec.Bytes;
import dev.coterie.gtp.GtpMessage;
import dev.coterie.gtp.MessageId;
import dev.coterie.gtp.TextMessage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A group, as its member's application holds it. Safe for several threads. Calls that change the
/// group return when the change stands in the group's log and is durable here; other members'
/// commits that win the race only cost time.
///
/// All calls throw [dev.coterie.codec.RefusedException] with the rule that was broken, and
/// [dev.coterie.codec.UnavailableException] if the hub does not answer in time: what was asked for
/// may still happen then.
public final class Group {
  private final GroupActor actor;
  private final Client client;

  Group(GroupActor actor, Client client) {
    this.actor = actor;
    this.client = client;
  }

  /// A member as this client sees it.
  ///
  /// @param person who it is
  /// @param name what to show: the contact's name if it is one, else the member's own claim
  /// @param standing what the name is worth
  /// @param leaf its place in this epoch
  public record MemberView(Person person, String name, Standing standing, LeafIndex leaf) {}

  /// The group's id.
  public GroupId id() {
    return actor.id();
  }

  /// What the group calls itself.
  public String name() {
    return ask(engine -> engine.row().name());
  }

  /// Where it stands.
  public GroupStatus status() {
    return ask(engine -> engine.row().status());
  }

  /// The epoch that this member is in.
  public Epoch epoch() {
    return ask(GroupEngine::epoch);
  }

  /// Equal for all members of the epoch: two people who compare it know that they are in one group.
  /// Secret to everybody else; never log it.
  public Bytes epochAuthenticator() {
    return ask(GroupEngine::epochAuthenticator);
  }

  /// Who is in the group, by leaf.
  public List<MemberView> members() {
    return ask(GroupEngine::members).stream().map(this::view).toList();
  }

  private MemberView view(Member member) {
    Person person = Person.of(member);
    Contacts contacts = client.contacts();
    String name = contacts.of(person.fingerprint()).map(Contact::name).orElse(person.claimed());
    return new MemberView(
        person, name, contacts.standing(person.fingerprint(), person.claimed()), member.index());
  }

  /// Says something. Returns once the text is durable here; it is sent until it stands in the log.
  public Delivery text(String text) {
    MessageId id = MessageId.random(client.options().random());
    TextMessage message = TextMessage.of(id, client.options().clock().instant(), text);
    Bytes payload = GtpMessage.FORM.encode(message);
    CompletableFuture<Long> place = actor.delivery(id);
    try {
      actor.command(ticket -> new Input.Say(id, payload, ticket), client.options().patience());
    } catch (RuntimeException e) {
      actor.forget(id);
      throw e;
    }
    return new Delivery(id, place);
  }

  /// Adds contacts, by names that were pinned before. A key package that is not signed by the
  /// contact's own key is refused, and nobody is added.
  public void invite(String... contacts) {
    var packages = new ArrayList<KeyPackage>();
    for (String name : contacts) {
      packages.add(client.claims().of(client.requireContact(name).fingerprint(), name));
    }
    want(new Wish.Add(packages));
  }

  /// Removes members by their keys. Their access to the log ends with the commit, and they open
  /// nothing of the epochs after it.
  public void remove(Fingerprint... members) {
    want(new Wish.Remove(List.of(members)));
  }

  /// Removes a contact.
  public void remove(String contact) {
    remove(client.requireContact(contact).fingerprint());
  }

  /// Takes fresh keys, so that whoever copied this device's state reads nothing from here on.
  public void update() {
    want(new Wish.Update());
  }

  /// Asks the others to remove us. Returns once that is durable here; the group goes on working
  /// until another member's commit makes it true, which
  /// [dev.coterie.client.event.ClientEvent.Removed] tells.
  public void leave() {
    want(new Wish.Leave());
  }

  /// Asks the members once more to be let back in, after
  /// [dev.coterie.client.event.ClientEvent.HealingFailed]. Does nothing in a group that works.
  public void tryAgain() {
    actor.command(Input.TryAgain::new, client.options().patience());
  }

  /// Makes a new group in place of this one, which stands still before a commit that nobody can
  /// open ([dev.coterie.client.event.ClientEvent.CommitUnusable] says so; it need not have yet). In
  /// it are all members but the one that made the commit; it has this group's name, and what waited
  /// here to be sent is sent there. The others are led over by themselves
  /// ([dev.coterie.client.event.ClientEvent.GroupReplaced]), and so are their texts. Any member may
  /// call, except the committer; if several do, the group of the first of them by leaf goes on for
  /// all. Calling again finds the same group.
  ///
  /// Durable from the moment at which that event is told; then a crash, or
  /// [dev.coterie.codec.UnavailableException], only delays the rest. Whoever has no key package at
  /// the hub is added later ([dev.coterie.client.event.ClientEvent.MemberAwaited]).
  ///
  /// Refused with [dev.coterie.client.group.ClientRule#NOT_STUCK] where the group works or stands
  /// still for another reason, and with `COMMITTER_UNKNOWN` if the committer's signature was not
  /// seen and nobody is named.
  ///
  /// @param without who else is left out
  /// @return the group that goes on
  public Group replace(Fingerprint... without) {
    return new Group(client.replacements().replace(actor, Set.copyOf(List.of(without))), client);
  }

  /// Begins a call with whoever of the group calls too. Returns once the group knows of it: its
  /// keys and the hub's live media come by themselves ([Call#awaitReady]).
  ///
  /// Refused with [dev.coterie.client.group.ClientRule#NO_AUDIO] where the group has no audio, with
  /// `CALL_UNDER_WAY` while this client is in a call of this group, and where the group does not
  /// send.
  public Call call(CallSettings settings) {
    return actor.call(settings, client.options().patience());
  }

  private void want(Wish wish) {
    actor.command(ticket -> new Input.Want(wish, ticket), client.options().patience());
  }

  /// Texts of the log, ours and others', after a place in it (0: from the start), in order.
  public List<Message> messages(long after, int limit) {
    return client.inspection().messages(id(), after, limit);
  }

  private <T> T ask(Function<GroupEngine, T> question) {
    return actor.ask(question, client.options().patience());
  }

  @Override
  public String toString() {
    return "Group[" + id() + "]";
  }
}
