package dev.coterie.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coterie.cli.bench.Case.Operation;
import dev.coterie.vectors.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {
  private static final Pace HASTY = new Pace(Duration.ZERO, Duration.ofMillis(1), 3);

  @TempDir Path folder;

  private static List<Json.Obj> replies(long... nanoseconds) {
    return Arrays.stream(nanoseconds)
        .mapToObj(ns -> Json.object().with("ns_per_op", ns).with("bytes", 9).build())
        .toList();
  }

  @Test
  void ratiosAreTakenRoundByRound() {
    var figure = Comparison.figure(replies(300, 100, 250), replies(150, 100, 100));
    assertThat(figure.nanoseconds()).isEqualTo(250);
    assertThat(figure.bytes()).isEqualTo(9);
    assertThat(figure.ratio()).isEqualTo(2);
    assertThat(figure.least()).isEqualTo(1);
    assertThat(figure.most()).isEqualTo(2.5);
    assertThat(figure.spread()).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void casesAreThoseThatMakeSense() {
    var cases = Case.all(List.of(Operation.values()), List.of(2, 10), List.of(1));
    assertThat(cases).hasSize(12);
    assertThat(cases).filteredOn(one -> one.operation() == Operation.KEY_PACKAGE).hasSize(1);
    assertThat(cases)
        .filteredOn(one -> one.operation() == Operation.JOIN)
        .containsExactly(new Case(Operation.JOIN, 10, 1));
    assertThat(List.of(2, 3, 4, 10, 1_000).stream().map(Case::spare))
        .containsExactly(0, 0, 1, 5, 989);
  }

  @Test
  void peerCommand_isANameAndWords() {
    assertThat(PeerCommand.parse("mine = python3  peer.py -x").pinned(List.of("taskset")))
        .isEqualTo(new PeerCommand("mine", List.of("taskset", "python3", "peer.py", "-x")));
    for (String wrong : List.of("", "mine", "=python3", "mine=", "mine= ")) {
      assertThatThrownBy(() -> PeerCommand.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NAME=COMMAND");
    }
  }

  /// The whole way, between two processes of ours.
  @Test
  void peersAreAskedInTurn() {
    var shop = new Workshop(folder, folder, Map.of(), (name, why) -> {});
    var ours = shop.peers(List.of(), List.of(), List.of()).getFirst();
    List<String> progress = new ArrayList<>();
    try (var comparison = new Comparison(HASTY, progress::add)) {
      assertThat(comparison.add(ours)).contains("X25519");
      assertThat(comparison.add(new PeerCommand("twin", ours.words()))).contains("X25519");
      assertThat(comparison.add(new PeerCommand("nobody", List.of("no such program"))))
          .startsWith("left out: ");
      assertThat(comparison.names()).containsExactly("coterie", "twin");

      Row row = comparison.measure(new Case(Operation.JOIN, 4, 1));
      assertThat(row.absent()).isEmpty();
      assertThat(row.figures()).containsOnlyKeys("coterie", "twin");
      assertThat(row.figure("coterie").orElseThrow().ratio()).isEqualTo(1);
      assertThat(row.figure("twin").orElseThrow().nanoseconds()).isPositive();
      assertThat(progress).hasSize(2).first().asString().contains("4 members: join, coterie");

      Row strange = comparison.measure(new Case(Operation.ENCRYPT, 4, 99));
      assertThat(strange.figures()).isEmpty();
      assertThat(strange.absent().get("twin")).contains("cipher suite 99");
    }
  }

  @Test
  void whatCannotBeBuilt_isSaid() {
    List<String> absent = new ArrayList<>();
    var shop = new Workshop(folder, folder, Map.of(), (name, why) -> absent.add(name + ": " + why));
    assertThat(shop.peers(List.of("--crypto", "jdk"), List.of(), List.of("coterie-java")))
        .satisfiesExactly(
            ours -> assertThat(ours.words()).endsWith("mls", "peer", "--crypto", "jdk"),
            java -> assertThat(java.words()).endsWith("--crypto", "bouncycastle"));
    assertThat(absent)
        .satisfiesExactly(
            first -> assertThat(first).contains("bouncycastle: not built"),
            second -> assertThat(second).contains("openmls: no driver in"),
            third -> assertThat(third).contains("mls-rs: no driver in"));
    absent.clear();
    var others = List.of("bouncycastle", "openmls", "mls-rs");
    shop.peers(List.of(), others, List.of("bouncycastle-checked"));
    assertThat(absent)
        .singleElement()
        .satisfies(only -> assertThat(only).contains("bouncycastle-checked: not built"));
    assertThat(shop.pin()).as("no PATH, no program to pin with").isEmpty();
  }
}
