package dev.coterie.cli;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.ClientEvent.AccessLost;
import dev.coterie.client.event.ClientEvent.CommitUnreadable;
import dev.coterie.client.event.ClientEvent.CommitUnusable;
import dev.coterie.client.event.ClientEvent.EpochChanged;
import dev.coterie.client.event.ClientEvent.ForkSuspected;
import dev.coterie.client.event.ClientEvent.GroupReplaced;
import dev.coterie.client.event.ClientEvent.Healed;
import dev.coterie.client.event.ClientEvent.HealingBegan;
import dev.coterie.client.event.ClientEvent.HealingFailed;
import dev.coterie.client.event.ClientEvent.InvitationRefused;
import dev.coterie.client.event.ClientEvent.Invited;
import dev.coterie.client.event.ClientEvent.Joined;
import dev.coterie.client.event.ClientEvent.LastResortReused;
import dev.coterie.client.event.ClientEvent.MemberAdded;
import dev.coterie.client.event.ClientEvent.MemberAwaited;
import dev.coterie.client.event.ClientEvent.MemberRemoved;
import dev.coterie.client.event.ClientEvent.MemberReturned;
import dev.coterie.client.event.ClientEvent.MessageAcknowledged;
import dev.coterie.client.event.ClientEvent.RecordRefused;
import dev.coterie.client.event.ClientEvent.Removed;
import dev.coterie.client.event.ClientEvent.ReplacementRefused;
import dev.coterie.client.event.ClientEvent.SendFailed;
import dev.coterie.client.event.ClientEvent.StoreRestored;
import dev.coterie.client.event.ClientEvent.TextReceived;
import dev.coterie.client.event.Message;
import dev.coterie.client.event.Person;
import dev.coterie.mls.message.GroupId;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Events as lines for people, and as objects for programs.
final class EventLines {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());

  private final Session session;
  private final People people;
  private final Console console;
  private Optional<ClientEvent> held = Optional.empty();

  EventLines(Session session, Console console) {
    this.session = session;
    this.people = new People(session.client());
    this.console = console;
  }

  /// What people are told when they hear of an event. That the keys are new is said only of commits
  /// that change nothing else.
  List<String> lines(long number, ClientEvent event) {
    var lines = new ArrayList<String>();
    boolean sameCommit = event instanceof MemberAdded || event instanceof MemberRemoved;
    if (!sameCommit) {
      held.flatMap(this::line).ifPresent(lines::add);
    }
    held = Optional.empty();
    if (event instanceof EpochChanged && session.client().lastEvent() > number) {
      held = Optional.of(event);
    } else {
      line(event).ifPresent(lines::add);
    }
    return lines;
  }

  private Optional<String> line(ClientEvent event) {
    return switch (event) {
      case TextReceived(var message) -> Optional.of(line(message));
      case MessageAcknowledged(var group, _, var sequence) -> own(group, sequence).map(this::line);
      case SendFailed(_, _, var rule) -> bad("a text of yours was not sent: " + rule);
      case EpochChanged(_, var epoch, var by) ->
          note("new keys, by " + who(by) + " (epoch " + epoch.value() + ")");
      case MemberAdded(_, _, var member, var by) -> note(who(member) + " was added by " + who(by));
      case MemberRemoved(_, _, var member, var by) ->
          note(who(member) + " was removed by " + who(by));
      case Joined(_, var name, var by) ->
          note(
              isSelf(by)
                  ? "you made " + quoted(name)
                  : "you are in " + quoted(name) + ", added by " + who(by));
      case Invited(_, var name, var by, _) ->
          note("you are invited to " + quoted(name) + " by " + who(by));
      case InvitationRefused(_, var rule) -> bad("an invitation was refused: " + rule);
      case Removed(_, var by) -> bad("you were removed by " + who(by));
      case ForkSuspected(_, var sequence, var about, var why) ->
          bad(
              "WARNING: the hub shows members different logs, at record "
                  + sequence
                  + about.map(each -> ", says " + who(each)).orElse("")
                  + ": "
                  + Printable.line(why)
                  + ". Nothing is sent for now");
      case CommitUnreadable(_, var sequence, var rule) ->
          bad("a change of the group cannot be read, record " + sequence + ": " + rule);
      case StoreRestored(_, var sequence) ->
          bad("this store is an old copy (record " + sequence + "): it sends nothing for now");
      case AccessLost _ -> bad("the hub says that you are no member any more");
      case HealingBegan(_, var reason) ->
          bad(Healings.why(reason) + ": asking the members to let you back in");
      case Healed(_, var epoch, var from, var to) ->
          note("you are back in (epoch " + epoch.value() + ")" + Healings.missed(from, to));
      case HealingFailed _ ->
          bad(
              "no member has let you back in. A later answer still counts;"
                  + " else ask somebody to remove you and invite you again");
      case MemberReturned(_, _, var member) -> note(who(member) + " is back, with new keys");
      case RecordRefused(_, var sequence, var rule) ->
          note("record " + sequence + " broke a rule and had no effect: " + rule);
      case CommitUnusable(_, var sequence, var committer) ->
          bad(
              "nobody can open the change that "
                  + who(committer)
                  + " made (record "
                  + sequence
                  + "): coterie replace goes on without them");
      case GroupReplaced(_, var successor, var founder) ->
          note(
              "nobody could follow the group; a new one takes its place, by "
                  + who(founder)
                  + " ("
                  + PersonalCommand.shortId(successor)
                  + ")");
      case ReplacementRefused(_, var claimant, _, var rule) ->
          bad(
              "a group claims this one's place and does not get it ("
                  + PersonalCommand.shortId(claimant)
                  + "): "
                  + rule);
      case MemberAwaited(_, var member) ->
          note(who(member) + " has no key package at the hub, and is added when it has");
      case LastResortReused(_, var uses) ->
          note(
              "your last-resort key package was used again, now "
                  + uses
                  + " times (coterie stock)");
    };
  }

  /// A text with its author.
  String line(Message message) {
    String time = message.sentAt().map(CLOCK::format).orElse("--:--");
    String author =
        isSelf(message.author())
            ? console.styled(Console.Style.FAINT, who(message.author()))
            : console.styled(Console.Style.STRONG, who(message.author()));
    return console.styled(Console.Style.FAINT, time)
        + " "
        + author
        + ": "
        + Printable.block(message.text()).stripTrailing().replace("\n", "\n      ");
  }

  /// An own text, by its place.
  Optional<Message> own(GroupId group, long sequence) {
    return session.client().inspection().messages(group, sequence - 1, 1).stream()
        .filter(message -> message.sequence() == sequence)
        .findFirst();
  }

  /// What programs are told of every event.
  Json.Fields json(long number, ClientEvent event) {
    Json.Fields json =
        Json.object()
            .put("event", kind(event))
            .put("number", number)
            .put("group", PersonalCommand.json(session, event.group()));
    return switch (event) {
      case TextReceived(var message) -> json(json, message);
      case MessageAcknowledged(var group, var id, var sequence) ->
          own(group, sequence)
              .map(message -> json(json, message))
              .orElseGet(() -> json.put("id", id.value().toHex()).put("sequence", sequence));
      case SendFailed(_, var id, var rule) -> json.put("id", id.value().toHex()).put("rule", rule);
      case EpochChanged(_, var epoch, var by) ->
          json.put("epoch", epoch.value()).put("by", people.json(by));
      case MemberAdded(_, var epoch, var member, var by) ->
          json.put("epoch", epoch.value())
              .put("member", people.json(member))
              .put("by", people.json(by));
      case MemberRemoved(_, var epoch, var member, var by) ->
          json.put("epoch", epoch.value())
              .put("member", people.json(member))
              .put("by", people.json(by));
      case Joined(_, _, var by) -> json.put("by", people.json(by));
      case Invited(_, var name, var by, var mail) ->
          json.put("name", name).put("by", people.json(by)).put("mail", mail);
      case InvitationRefused(_, var rule) -> json.put("rule", rule);
      case Removed(_, var by) -> json.put("by", people.json(by));
      case ForkSuspected(_, var sequence, var about, var why) -> {
        about.ifPresent(each -> json.put("about", people.json(each)));
        yield json.put("sequence", sequence).put("why", why);
      }
      case CommitUnreadable(_, var sequence, var rule) ->
          json.put("sequence", sequence).put("rule", rule);
      case StoreRestored(_, var sequence) -> json.put("sequence", sequence);
      case AccessLost _ -> json;
      case HealingBegan(_, var reason) -> json.put("reason", reason.name());
      case Healed(_, var epoch, var from, var to) ->
          json.put("epoch", epoch.value()).put("missedFrom", from).put("missedTo", to);
      case HealingFailed(_, var rule) -> json.put("rule", rule);
      case MemberReturned(_, var epoch, var member) ->
          json.put("epoch", epoch.value()).put("member", people.json(member));
      case RecordRefused(_, var sequence, var rule) ->
          json.put("sequence", sequence).put("rule", rule);
      case LastResortReused(_, var uses) -> json.put("uses", uses);
      case CommitUnusable(_, var sequence, var committer) ->
          json.put("sequence", sequence).put("committer", people.json(committer));
      case GroupReplaced(_, var successor, var founder) ->
          json.put("successor", PersonalCommand.hex(successor)).put("by", people.json(founder));
      case ReplacementRefused(_, var claimant, var founder, var rule) ->
          json.put("claimant", PersonalCommand.hex(claimant))
              .put("fingerprint", founder.toHex())
              .put("rule", rule);
      case MemberAwaited(_, var member) -> json.put("member", people.json(member));
    };
  }

  private Json.Fields json(Json.Fields json, Message message) {
    json.put("id", message.id().value().toHex())
        .put("sequence", message.sequence())
        .put("epoch", message.epoch().value())
        .put("from", people.json(message.author()))
        .put("text", message.text());
    message.sentAt().ifPresent(at -> json.put("sentAt", at.toString()));
    return json;
  }

  private static String kind(ClientEvent event) {
    return switch (event) {
      case TextReceived _ -> "text";
      case MessageAcknowledged _ -> "sent";
      case SendFailed _ -> "send-failed";
      case EpochChanged _ -> "epoch";
      case MemberAdded _ -> "added";
      case MemberRemoved _ -> "removed";
      case Joined _ -> "joined";
      case Invited _ -> "invited";
      case InvitationRefused _ -> "invitation-refused";
      case Removed _ -> "you-were-removed";
      case ForkSuspected _ -> "fork-suspected";
      case CommitUnreadable _ -> "commit-unreadable";
      case StoreRestored _ -> "store-restored";
      case AccessLost _ -> "access-lost";
      case HealingBegan _ -> "healing-began";
      case Healed _ -> "healed";
      case HealingFailed _ -> "healing-failed";
      case MemberReturned _ -> "member-returned";
      case RecordRefused _ -> "record-refused";
      case LastResortReused _ -> "last-resort-reused";
      case CommitUnusable _ -> "commit-unusable";
      case GroupReplaced _ -> "group-replaced";
      case ReplacementRefused _ -> "replacement-refused";
      case MemberAwaited _ -> "member-awaited";
    };
  }

  private boolean isSelf(Person person) {
    return person.fingerprint().equals(session.client().self().fingerprint());
  }

  private String who(Person person) {
    return isSelf(person) ? "you" : people.shown(person);
  }

  private static String quoted(String name) {
    return "'" + Printable.line(name) + "'";
  }

  private Optional<String> note(String text) {
    return Optional.of(console.styled(Console.Style.FAINT, "* " + text));
  }

  private Optional<String> bad(String text) {
    return Optional.of(console.styled(Console.Style.BAD, "* " + text));
  }
}
