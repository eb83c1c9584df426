package dev.coterie.client;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.GroupEngine;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.OriginRow;
import dev.coterie.client.group.ReplacementRow;
import dev.coterie.client.group.RosterEntry;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.GroupId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which group may take the place of which. A group's id says that it wants to; it may if a member
/// of the old group made it who did not make the commit that stopped it, and if nobody is in it who
/// was not in the old one.
final class Successors {
  private static final int PAGE = 512;

  private final ClientStore store;
  private final EventJournal journal;
  private final GroupFiles files;
  private final ClientOptions options;
  private final Person self;
  private final Map<GroupId, GroupActor> actors;

  Successors(
      ClientStore store,
      EventJournal journal,
      GroupFiles files,
      ClientOptions options,
      Person self,
      Map<GroupId, GroupActor> actors) {
    this.store = store;
    this.journal = journal;
    this.files = files;
    this.options = options;
    this.self = self;
    this.actors = actors;
  }

  /// A group that stands still.
  ///
  /// @param row what of it outlives it, without a successor so far
  record Stopped(GroupActor actor, ReplacementRow row) {}

  /// A group that may take the place of another.
  record Candidate(GroupActor actor, Fingerprint founder) {
    GroupId id() {
      return actor.id();
    }
  }

  <T> T ask(GroupActor group, Function<GroupEngine, T> question) {
    return group.ask(question, options.patience());
  }

  Set<Fingerprint> members(GroupActor group) {
    return fingerprints(ask(group, GroupEngine::members));
  }

  private static Set<Fingerprint> fingerprints(Collection<Member> members) {
    return members.stream()
        .map(member -> Person.of(member).fingerprint())
        .collect(Collectors.toSet());
  }

  /// All groups that stand still before a commit.
  List<Stopped> stopped() {
    return List.copyOf(actors.values()).stream().flatMap(each -> stopped(each).stream()).toList();
  }

  Optional<Stopped> stopped(GroupActor group) {
    if (!is(group.id(), GroupStatus.BLOCKED)) {
      return Optional.empty();
    }
    List<RosterEntry> roster =
        ask(group, GroupEngine::members).stream().map(RosterEntry::of).toList();
    return ask(group, GroupEngine::stuck)
        .map(
            stuck ->
                new Stopped(
                    group,
                    new ReplacementRow(
                        group.id(),
                        self,
                        stuck.record(),
                        stuck.committer(),
                        roster,
                        List.of(),
                        options.clock().instant())));
  }

  boolean is(GroupId group, GroupStatus... any) {
    return files.row(group).filter(row -> List.of(any).contains(row.status())).isPresent();
  }

  /// Groups that claim a group's place and may take it.
  List<Candidate> standing(GroupId old, ReplacementRow row) {
    var candidates = new ArrayList<Candidate>();
    for (GroupActor each : List.copyOf(actors.values())) {
      origin(each.id())
          .filter(origin -> origin.judgement() == OriginRow.Judgement.OPEN)
          .filter(origin -> row.isFor(old, each.id(), origin.inviter()))
          .filter(_ -> is(each.id(), GroupStatus.ACTIVE, GroupStatus.FOUNDING))
          .filter(origin -> holds(old, row, each, origin))
          .ifPresent(origin -> candidates.add(new Candidate(each, origin.inviter())));
    }
    return candidates;
  }

  private boolean holds(GroupId old, ReplacementRow row, GroupActor claimant, OriginRow origin) {
    Optional<ClientRule> objection = objection(row, origin.inviter(), members(claimant));
    objection.ifPresent(
        rule -> {
          var batch = new Batch();
          put(batch, claimant.id(), origin.refused());
          journal.commit(
              batch,
              List.of(
                  new ClientEvent.ReplacementRefused(
                      old, claimant.id(), origin.inviter(), rule.name())));
        });
    return objection.isEmpty();
  }

  private static Optional<ClientRule> objection(
      ReplacementRow row, Fingerprint founder, Set<Fingerprint> members) {
    if (row.rank(founder).isEmpty() || row.isCommitter(founder)) {
      return Optional.of(ClientRule.REPLACER_FOREIGN);
    }
    boolean fits =
        members.stream().allMatch(each -> row.rank(each).isPresent() && !row.isCommitter(each));
    return fits ? Optional.empty() : Optional.of(ClientRule.REPLACEMENT_ROSTER);
  }

  /// The one that counts: that of the first in the old group.
  static Optional<Candidate> best(ReplacementRow row, Collection<Candidate> among) {
    return among.stream()
        .min(
            Comparator.comparing((Candidate each) -> row.rank(each.founder()).orElseThrow())
                .thenComparing(each -> each.id().value()));
  }

  /// Whether a group into which somebody invites us takes the place of one that stands still, or
  /// did.
  boolean leadsOver(GroupEngine invitation, Person founder) {
    Set<Fingerprint> members = fingerprints(invitation.members());
    return Stream.concat(
            stopped().stream()
                .filter(each -> isFor(each.actor().id(), each.row(), invitation.id(), founder))
                .map(Stopped::row),
            replaced().stream()
                .flatMap(
                    old ->
                        row(old).stream().filter(row -> isFor(old, row, invitation.id(), founder))))
        .anyMatch(row -> objection(row, founder.fingerprint(), members).isEmpty());
  }

  private static boolean isFor(GroupId old, ReplacementRow row, GroupId id, Person founder) {
    return row.isFor(old, id, founder.fingerprint());
  }

  /// Whether an id might be that of a successor of a group that stands still or did, whoever made
  /// it.
  boolean mayLeadOver(GroupId id) {
    return stopped().stream().anyMatch(each -> mayBe(each.actor().id(), each.row(), id))
        || replaced().stream()
            .anyMatch(old -> row(old).filter(row -> mayBe(old, row, id)).isPresent());
  }

  private static boolean mayBe(GroupId old, ReplacementRow row, GroupId id) {
    return row.roster().stream().anyMatch(entry -> isFor(old, row, id, entry.person()));
  }

  /// All groups that were replaced.
  List<GroupId> replaced() {
    var all = new ArrayList<GroupId>();
    Bytes after = Bytes.EMPTY;
    while (true) {
      List<Row> page = store.scan(Table.REPLACEMENT, Bytes.EMPTY, after, PAGE);
      page.forEach(row -> all.add(new GroupId(new WireReader(row.key()).opaque("group"))));
      if (page.size() < PAGE) {
        return all;
      }
      after = page.getLast().key();
    }
  }

  /// The group that goes on in place of a successor that was replaced in its turn, or that one.
  GroupId last(GroupId successor) {
    GroupId last = successor;
    var seen = new HashSet<GroupId>();
    for (var next = row(last); next.isPresent() && seen.add(last); next = row(last)) {
      last = next.get().successor();
    }
    return last;
  }

  Optional<ReplacementRow> row(GroupId old) {
    return store.get(Table.REPLACEMENT, GroupKeys.of(old)).map(ReplacementRow.CODEC::decode);
  }

  private Optional<OriginRow> origin(GroupId group) {
    return store.get(Table.ORIGIN, GroupKeys.of(group)).map(OriginRow.CODEC::decode);
  }

  static void put(Batch batch, GroupId old, ReplacementRow row) {
    batch.put(Table.REPLACEMENT, GroupKeys.of(old), ReplacementRow.CODEC.encode(row));
  }

  static void put(Batch batch, GroupId group, OriginRow row) {
    batch.put(Table.ORIGIN, GroupKeys.of(group), OriginRow.CODEC.encode(row));
  }
}
