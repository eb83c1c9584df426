package dev.coterie.bench;

import dev.coterie.bench.Growth.Line;
import dev.coterie.bench.Growth.Step;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoMeter.Operation;
import dev.coterie.mls.group.WorkMeter.Work;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// Prints how the cost of a path commit grows with the group:
///
/// ```
/// mvn -q -Pgrowth -DskipTests package -pl bench -am
/// ```
///
/// Other group sizes: `-Dgrowth.sizes=100,1000,10000`.
public final class GrowthTable {
  private record Column(String name, ToLongFunction<Line> value) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("levels", line -> levels(line.members())),
          new Column("tree hashes", line -> line.of(Work.TREE_HASH)),
          new Column("tree nodes", line -> line.of(Work.TREE_NODE)),
          new Column("index nodes", line -> line.of(Work.INDEX_NODE)),
          new Column("HPKE seals", line -> line.of(Operation.HPKE_SEAL)),
          new Column("HPKE opens", line -> line.of(Operation.HPKE_OPEN)),
          new Column("key pairs", line -> line.of(Operation.HPKE_DERIVE)),
          new Column("KDF", line -> line.of(Operation.KDF)),
          new Column("signed", line -> line.of(Operation.SIGN)),
          new Column("verified", line -> line.of(Operation.VERIFY)),
          new Column("octets/rows", Line::output),
          new Column("KiB used", line -> line.allocated() / 1024));

  private GrowthTable() {}

  /// Prints the table.
  ///
  /// @param arguments group sizes, separated by commas
  public static void main(String[] arguments) {
    List<Integer> sizes =
        Arrays.stream(String.join(",", arguments).split(",")).map(Integer::valueOf).toList();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Line> lines = new ArrayList<>();
    for (int size : sizes) {
      lines.addAll(Growth.measure(CipherSuite.X25519_AES128GCM_SHA256_ED25519, size));
    }
    out.print(render(lines));
  }

  /// Levels above the leaves in a tree of so many members.
  static int levels(int members) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(members - 1);
  }

  static String render(List<Line> lines) {
    var text = new StringBuilder();
    text.append(
        """
        Cost of a path commit in suite 1, in the tree state of the peers' bench:
        all members added by one commit, then leaves 2, 4, 8, … committed once.
        commit: leaf 0 makes it (octets: its length) · merge: leaf 0 applies it (rows to store)
        process: leaf 1 opens, checks and applies it (rows to store)

        """);
    text.append(String.format(Locale.ROOT, "%-8s %8s", "step", "members"));
    COLUMNS.forEach(column -> text.append(String.format(Locale.ROOT, " %11s", column.name)));
    text.append('\n');
    for (Step step : Step.values()) {
      lines.stream().filter(line -> line.step() == step).forEach(line -> text.append(row(line)));
    }
    return text.toString();
  }

  private static String row(Line line) {
    var row = new StringBuilder();
    String step = line.step().name().toLowerCase(Locale.ROOT);
    row.append(String.format(Locale.ROOT, "%-8s %,8d", step, line.members()));
    for (Column column : COLUMNS) {
      row.append(String.format(Locale.ROOT, " %,11d", column.value.applyAsLong(line)));
    }
    return row.append('\n').toString();
  }
}
