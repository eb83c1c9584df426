package dev.coterie.bench.mixed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/// Groups of three implementations: ours and every pair of others that is at hand. In suite 1 each
/// of the three founds, adds, commits and removes in turn; in the other suites that all three have,
/// the first part of that.
///
/// With one other at hand the third seat is a second process of ours; with none, everything is
/// skipped by name.
class MixedGroupsTest {
  @TempDir static Path compiled;

  private static final Map<String, Peer> RUNNING = new LinkedHashMap<>();

  /// What three seats do; the first one founds.
  @FunctionalInterface
  private interface Scenario {
    void play(Table table);
  }

  private static final Map<String, Scenario> SCENARIOS = scenarios();

  private static Map<String, Scenario> scenarios() {
    Map<String, Scenario> all = new LinkedHashMap<>();
    all.put("everybody adds, commits and talks", MixedGroupsTest::growing);
    all.put("everybody removes, and who was out comes back", MixedGroupsTest::removing);
    all.put("proposals of one are committed by another", MixedGroupsTest::proposing);
    all.put("a pre-shared key of all three", MixedGroupsTest::sharing);
    all.put("everybody comes in from outside", MixedGroupsTest::entering);
    return all;
  }

  @AfterAll
  static void end() {
    RUNNING.values().forEach(Peer::close);
    RUNNING.clear();
  }

  /// A group and six clients, two in each of the three peers.
  private record Table(
      MixedGroup group, String a1, String a2, String b1, String b2, String c1, String c2) {
    static Table of(List<Peer> seats, int suite, boolean inPublic) {
      var group = new MixedGroup(suite, inPublic);
      return new Table(
          group,
          group.client("a1", seats.get(0)),
          group.client("a2", seats.get(0)),
          group.client("b1", seats.get(1)),
          group.client("b2", seats.get(1)),
          group.client("c1", seats.get(2)),
          group.client("c2", seats.get(2)));
    }

    void three() {
      group.create(a1);
      group.add(a1, b1);
      group.add(b1, c1);
    }
  }

  private static void growing(Table table) {
    table.three();
    MixedGroup group = table.group;
    group.agree();
    for (String member : List.of(table.c1, table.b1, table.a1)) {
      group.update(member);
    }
    group.add(table.c1, table.a2);
    group.add(table.a1, table.b2, table.c2);
    group.agree();
    group.talk();
    for (String member : List.copyOf(group.members())) {
      group.update(member);
    }
    group.agree();
    group.talk();
  }

  private static void removing(Table table) {
    table.three();
    MixedGroup group = table.group;
    group.add(table.c1, table.a2);
    group.update(table.a2);
    group.update(table.b1);
    group.remove(table.c1, table.a1);
    group.agree();
    group.add(table.b1, table.a1);
    group.update(table.a1);
    group.remove(table.a1, table.b1);
    group.add(table.a2, table.b1);
    group.update(table.b1);
    group.remove(table.b1, table.c1);
    group.add(table.b1, table.c1);
    group.agree();
    group.talk();
  }

  private static void proposing(Table table) {
    table.three();
    MixedGroup group = table.group;
    group.add(table.a1, table.a2);
    group.proposeUpdate(table.b1);
    group.proposeRemove(table.c1, table.a2);
    group.commitPending(table.a1, List.of(table.a2));
    group.agree();
    group.proposeAdd(table.a1, table.b2);
    group.proposeUpdate(table.c1);
    group.commitPending(table.b1, List.of(), table.b2);
    group.agree();
    group.proposeUpdate(table.a1);
    group.proposeRemove(table.b1, table.b2);
    group.proposeAdd(table.b1, table.c2);
    group.commitPending(table.c1, List.of(table.b2), table.c2);
    group.agree();
    group.talk();
  }

  private static void sharing(Table table) {
    table.three();
    table.group.proposeKey(table.c1);
    table.group.commitPending(table.b1, List.of());
    table.group.agree();
    table.group.talk();
  }

  private static void entering(Table table) {
    MixedGroup group = table.group;
    group.create(table.a1);
    group.add(table.a1, table.b1);
    group.enter(table.c1, table.a1);
    group.agree();
    group.enter(table.b2, table.c1);
    group.enter(table.a2, table.b1);
    group.agree();
    for (String member : List.copyOf(group.members())) {
      group.update(member);
    }
    group.agree();
    group.talk();
  }

  @TestFactory
  Stream<DynamicTest> threeImplementations() {
    Map<String, List<String>> commands = PeerPlaces.commands(compiled);
    List<String> others = new ArrayList<>(commands.keySet());
    if (others.isEmpty()) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "no peers",
              () -> {
                throw new TestAbortedException(
                    "skipped: no other implementation; -Dcoterie.peer.openmls, .mls-rs,"
                        + " .bouncycastle, .ts-mls and .rfc9420 name commands");
              }));
    }
    commands.forEach((name, command) -> RUNNING.put(name, Peer.start(name, command)));
    RUNNING.put("coterie", Peer.start("coterie", PeerPlaces.ours()));
    if (others.size() == 1) {
      RUNNING.put("coterie again", Peer.start("coterie again", PeerPlaces.ours()));
      others.add("coterie again");
    }
    var tests = new ArrayList<DynamicTest>();
    for (int i = 0; i < others.size(); i++) {
      for (int j = i + 1; j < others.size(); j++) {
        tests.addAll(
            tests(List.of(running("coterie"), running(others.get(i)), running(others.get(j)))));
      }
    }
    return tests.stream();
  }

  private static Peer running(String name) {
    return Optional.ofNullable(RUNNING.get(name)).orElseThrow();
  }

  private static List<DynamicTest> tests(List<Peer> three) {
    var tests = new ArrayList<DynamicTest>();
    for (int suite : three.getFirst().suites()) {
      if (three.stream().allMatch(peer -> peer.suites().contains(suite))) {
        for (int first = 0; first < 3; first++) {
          List<Peer> seats =
              List.of(three.get(first), three.get((first + 1) % 3), three.get((first + 2) % 3));
          boolean inPublic = first == 1;
          SCENARIOS.entrySet().stream()
              .limit(suite == 1 ? SCENARIOS.size() : 1)
              .map(each -> test(each.getKey(), each.getValue(), seats, suite, inPublic))
              .forEach(tests::add);
        }
      }
    }
    return tests;
  }

  private static DynamicTest test(
      String name, Scenario scenario, List<Peer> seats, int suite, boolean inPublic) {
    String who = String.join(", ", seats.stream().map(Peer::name).toList());
    return DynamicTest.dynamicTest(
        "%s; suite %d, %s: %s".formatted(who, suite, inPublic ? "public" : "private", name),
        () -> scenario.play(Table.of(seats, suite, inPublic)));
  }
}
