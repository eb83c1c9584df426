package dev.coterie.client;

import dev.coterie.client.Successors.Candidate;
import dev.coterie.client.Successors.Stopped;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupEngine;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.Input;
import dev.coterie.client.group.OriginRow;
import dev.coterie.client.group.ReplacementRow;
import dev.coterie.client.group.ReplacementRow.Missing;
import dev.coterie.client.group.Wish;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Groups that take the place of others. Whoever calls makes the new group in the transaction that
/// ends the old one; everybody else is led over once it was invited there. Every step is durable by
/// itself and looked for again, so that a crash anywhere only delays the next.
///
/// ```
///  BLOCKED ──▶ replace(): new group made, old one ended, its texts carried: one transaction
///     │           └─▶ all others invited, again and again until none is missing ─▶ texts adopted
///     └─ invited to a successor: old one ended, its texts carried ─▶ adopted there ─▶ sent
/// ```
final class Replacements {
  private static final System.Logger LOG = System.getLogger(Replacements.class.getName());

  /// How long after being led over a better successor still counts.
  private static final Duration WINDOW = Duration.ofHours(1);

  private final EventJournal journal;
  private final GroupFiles files;
  private final KeyPackageClaims claims;
  private final ClientOptions options;
  private final Person self;
  private final Map<GroupId, GroupActor> actors;
  private final Function<GroupEngine, GroupActor> listed;
  private final Successors successors;
  private final CarriedTexts texts;
  private final Map<GroupId, GroupActor> unborn = new HashMap<>();
  private final Map<Fingerprint, KeyPackage> claimed = new HashMap<>();

  /// @param actors of all groups
  /// @param listed puts a group that is not durable yet among them
  Replacements(
      ClientStore store,
      EventJournal journal,
      GroupFiles files,
      KeyPackageClaims claims,
      ClientOptions options,
      Person self,
      Map<GroupId, GroupActor> actors,
      Function<GroupEngine, GroupActor> listed) {
    this.journal = journal;
    this.files = files;
    this.claims = claims;
    this.options = options;
    this.self = self;
    this.actors = actors;
    this.listed = listed;
    this.successors = new Successors(store, journal, files, options, self, actors);
    this.texts = new CarriedTexts(store, journal, options, actors, successors);
  }

  Successors successors() {
    return successors;
  }

  /// Founds the successor of a group that stands still, or joins the one that somebody else was
  /// faster with.
  ///
  /// @param without whom it leaves out besides the committer
  synchronized GroupActor replace(GroupActor old, Set<Fingerprint> without) {
    lead();
    if (successors.row(old.id()).isEmpty()) {
      found(old, without);
    }
    work();
    GroupId successor = successors.row(old.id()).orElseThrow().successor();
    return Optional.ofNullable(actors.get(successor)).orElseThrow();
  }

  private void found(GroupActor old, Set<Fingerprint> without) {
    Stopped stopped =
        successors
            .stopped(old)
            .orElseThrow(() -> new RefusedException(ClientRule.NOT_STUCK, "group " + old.id()));
    ReplacementRow draft = stopped.row();
    requireWithout(draft, without);
    String name = successors.ask(old, engine -> engine.row().name());
    GroupFiles.Opened fresh =
        files.succeed(
            old.id(), draft.stopped(), name, options.settings(), options.clock().instant());
    GroupId id = fresh.engine().id();
    List<Missing> missing =
        draft.roster().stream()
            .map(entry -> entry.person().fingerprint())
            .filter(each -> !each.equals(self.fingerprint()))
            .filter(each -> !without.contains(each) && !draft.isCommitter(each))
            .map(each -> new Missing(each, false))
            .toList();
    Batch rows = fresh.batch();
    Successors.put(rows, old.id(), draft.by(id, self).missing(missing));
    Successors.put(rows, id, OriginRow.of(self.fingerprint()));
    unborn.put(old.id(), listed.apply(fresh.engine()));
    try {
      end(stopped, id, self, rows, List.of(new ClientEvent.Joined(id, name, self)));
    } catch (RefusedException e) {
      unborn.remove(old.id());
      actors.remove(id);
      fresh.engine().close();
      throw e;
    }
    bear();
  }

  private void requireWithout(ReplacementRow row, Set<Fingerprint> without) {
    if (row.committer().isEmpty() && without.isEmpty()) {
      throw new RefusedException(ClientRule.COMMITTER_UNKNOWN, "name whom to leave out");
    }
    for (Fingerprint each : without) {
      if (each.equals(self.fingerprint())) {
        throw new RefusedException(ClientRule.REMOVES_ITSELF, each.toHex());
      }
      if (row.rank(each).isEmpty()) {
        throw new RefusedException(ClientRule.NO_SUCH_MEMBER, each.toHex());
      }
    }
  }

  /// Ends a group, and with it makes rows durable.
  private void end(
      Stopped stopped, GroupId successor, Person founder, Batch rows, List<ClientEvent> events) {
    stopped
        .actor()
        .command(
            ticket ->
                new Input.Replaced(
                    stopped.row().stopped(), successor, founder, rows, events, ticket),
            options.patience());
  }

  /// Starts groups whose rows are durable by now.
  private void bear() {
    unborn
        .entrySet()
        .removeIf(
            entry -> {
              boolean born = files.row(entry.getValue().id()).isPresent();
              if (born) {
                entry.getValue().start();
              }
              return born;
            });
  }

  /// Does what can be done now.
  ///
  /// @throws CoterieException if something could not: to be tried again
  synchronized void work() {
    bear();
    lead();
    @Nullable CoterieException failure = null;
    for (GroupId old : successors.replaced()) {
      try {
        settle(old);
        invite(old);
        texts.adopt(old);
      } catch (CoterieException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /// Leads over from groups that stand still to those that take their place.
  private void lead() {
    for (Stopped stopped : successors.stopped()) {
      GroupId old = stopped.actor().id();
      Successors.best(stopped.row(), successors.standing(old, stopped.row()))
          .ifPresent(
              candidate -> {
                Person founder = stopped.row().person(candidate.founder()).orElseThrow();
                var rows = new Batch();
                Successors.put(rows, old, stopped.row().by(candidate.id(), founder));
                end(stopped, candidate.id(), founder, rows, List.of());
              });
    }
  }

  /// Of several successors one counts for everybody: that of the first in the old group. Who hears
  /// of another only much later keeps what it has.
  private void settle(GroupId old) {
    ReplacementRow row = successors.row(old).orElseThrow();
    if (row.since().plus(WINDOW).isBefore(options.clock().instant())) {
      return;
    }
    List<Candidate> all = successors.standing(old, row);
    Optional<Candidate> best = Successors.best(row, all);
    if (best.isPresent()) {
      all.stream()
          .filter(each -> !each.equals(best.get()) && isWithin(best.get(), each))
          .forEach(each -> supersede(old, row, each, best.get()));
    }
  }

  /// Whether everybody in one group is in the other too: else what is said there is not meant for
  /// here. A group in which we are alone holds nobody up.
  private boolean isWithin(Candidate one, Candidate other) {
    Set<Fingerprint> here = successors.members(one.actor());
    Set<Fingerprint> there = successors.members(other.actor());
    return there.size() == 1 || (here.size() > 1 && there.containsAll(here));
  }

  private void supersede(GroupId old, ReplacementRow row, Candidate loser, Candidate winner) {
    Person founder = row.person(winner.founder()).orElseThrow();
    var rows = new Batch();
    if (loser.id().equals(row.successor())) {
      Successors.put(rows, old, row.by(winner.id(), founder));
      texts.move(loser.id(), winner.id(), rows);
    }
    loser
        .actor()
        .command(
            ticket -> new Input.Superseded(winner.id(), founder, rows, ticket), options.patience());
  }

  /// Adds those of the old group who are not in yet.
  private void invite(GroupId old) {
    ReplacementRow row = successors.row(old).orElseThrow();
    GroupActor successor = actors.get(row.successor());
    boolean works = successors.is(row.successor(), GroupStatus.ACTIVE, GroupStatus.FOUNDING);
    if (row.missing().isEmpty() || successor == null || !works) {
      return;
    }
    Set<Fingerprint> present = successors.members(successor);
    var packages = new LinkedHashMap<Fingerprint, KeyPackage>();
    for (Missing each : row.missing()) {
      if (!present.contains(each.member())) {
        claim(row.person(each.member()).orElseThrow())
            .ifPresent(found -> packages.put(each.member(), found));
      }
    }
    Set<Fingerprint> in = add(successor, packages);
    var waiting = new ArrayList<Missing>();
    var events = new ArrayList<ClientEvent>();
    for (Missing each : row.missing()) {
      if (!in.contains(each.member())) {
        waiting.add(new Missing(each.member(), true));
        if (!each.told()) {
          events.add(
              new ClientEvent.MemberAwaited(
                  successor.id(), row.person(each.member()).orElseThrow()));
        }
      }
    }
    if (!waiting.equals(row.missing())) {
      var batch = new Batch();
      Successors.put(batch, old, row.missing(waiting));
      journal.commit(batch, events);
    }
  }

  private Optional<KeyPackage> claim(Person person) {
    try {
      return Optional.of(
          claimed.computeIfAbsent(person.fingerprint(), each -> claims.of(each, person.claimed())));
    } catch (RefusedException e) {
      LOG.log(System.Logger.Level.DEBUG, "to be invited later", e);
      return Optional.empty();
    }
  }

  /// All in one commit; if that is refused, whoever can.
  ///
  /// @return who is in
  private Set<Fingerprint> add(GroupActor successor, Map<Fingerprint, KeyPackage> packages) {
    if (!packages.isEmpty()) {
      try {
        add(successor, List.copyOf(packages.values()));
      } catch (RefusedException all) {
        LOG.log(System.Logger.Level.DEBUG, "not all together", all);
        packages.values().forEach(each -> addAlone(successor, each));
      }
      // Used, or of no use: a claim that was cut off by the hub is not made twice.
      claimed.keySet().removeAll(packages.keySet());
    }
    return successors.members(successor);
  }

  private void addAlone(GroupActor successor, KeyPackage keyPackage) {
    try {
      add(successor, List.of(keyPackage));
    } catch (RefusedException e) {
      LOG.log(System.Logger.Level.DEBUG, "to be invited later", e);
    }
  }

  private void add(GroupActor successor, List<KeyPackage> packages) {
    successor.command(ticket -> new Input.Want(new Wish.Add(packages), ticket), options.patience());
  }
}
