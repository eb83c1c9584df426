package dev.coterie.cli;

import dev.coterie.client.Group;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// A verb that somebody does as themselves: needs an identity, and mostly a hub.
abstract class PersonalCommand extends Subcommand {
  private static final int SHORTEST_PREFIX = 4;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long to wait for the hub and for others: ${DEFAULT-VALUE}.")
  private int seconds;

  Duration patience() {
    return Duration.ofSeconds(Math.clamp(seconds, 1, 3_600));
  }

  Home place() {
    return new Home(home());
  }

  Keys keys() {
    return new Keys(place(), environment());
  }

  /// Opens the client of this home, which has an identity.
  Session open(Session.Need need, Console console) throws IOException {
    Settings settings = place().requireSettings();
    if (need != Session.Need.NONE && need != Session.Need.IF_THERE && settings.hub().isEmpty()) {
      throw Session.noHub();
    }
    return Session.open(
        new Session.Plan(
            place(),
            keys().existing(settings.lock()),
            settings.name(),
            settings.hub(),
            need,
            patience()),
        console);
  }

  /// The group that is meant: the only one where none is named, else the one of that name or with
  /// an id that begins so.
  static Group choose(Session session, Optional<String> word) {
    List<Group> groups =
        session.client().groups().stream().filter(g -> isMember(session, g)).toList();
    if (groups.isEmpty()) {
      throw new Stop(
          Stop.Reason.NO_GROUP,
          "you are in no group",
          "coterie create NAME makes one; coterie join waits until somebody adds you to theirs");
    }
    List<Group> meant =
        word.map(each -> groups.stream().filter(g -> isMeant(session, g, each)).toList())
            .orElse(groups);
    return switch (meant.size()) {
      case 1 -> meant.getFirst();
      case 0 ->
          throw new Stop(
              Stop.Reason.UNKNOWN_GROUP,
              "no group is called '" + word.orElse("") + "'",
              "name one of: " + names(session, groups));
      default ->
          throw new Stop(
              Stop.Reason.AMBIGUOUS_GROUP,
              word.map(each -> "'" + each + "' is more than one group")
                  .orElse("you are in " + meant.size() + " groups"),
              "name one of: " + names(session, meant));
    };
  }

  private static boolean isMember(Session session, Group group) {
    return session.row(group.id()).filter(row -> goesOn(row.status())).isPresent();
  }

  private static boolean goesOn(GroupStatus status) {
    return status != GroupStatus.REMOVED
        && status != GroupStatus.REPLACED
        && status != GroupStatus.SUPERSEDED;
  }

  private static boolean isMeant(Session session, Group group, String word) {
    return name(session, group.id()).equals(word)
        || (word.length() >= SHORTEST_PREFIX && hex(group.id()).startsWith(word));
  }

  private static String names(Session session, List<Group> groups) {
    return groups.stream()
        .map(g -> Printable.line(name(session, g.id())) + " (" + shortId(g.id()) + ")")
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  static String name(Session session, GroupId group) {
    return session.row(group).map(GroupRow::name).orElse("");
  }

  static String hex(GroupId group) {
    return group.value().toHex();
  }

  /// Enough of an id to tell groups apart by eye.
  static String shortId(GroupId group) {
    String hex = hex(group);
    return hex.substring(0, Math.min(8, hex.length()));
  }

  /// A group as programs see it.
  static Json.Fields json(Session session, GroupId group) {
    return Json.object().put("id", hex(group)).put("name", name(session, group));
  }
}
