package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.cli.bench.Case;
import dev.coterie.cli.bench.Case.Operation;
import dev.coterie.cli.bench.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchCommandTest {
  private static final Row ROW =
      new Row(
          new Case(Operation.DECRYPT, 1_000, 1),
          Map.of(
              "coterie", new Row.Figure(41_600, 300, 1, 1, 1, 0.04),
              "other", new Row.Figure(62_400, 300, 1.5, 1.4, 1.62, 0.1),
              "swift", new Row.Figure(20_800, 300, 0.5, 0.4, 0.6, 0.1)),
          Map.of("mute", "unsupported: \u0007bench"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err), false, Map.of());
  }

  private String table(Console.Form form) {
    var console = new Console(new PrintWriter(out), new PrintWriter(err), form, false);
    var table = new RatioTable(console, List.of("coterie", "other", "swift", "mute"));
    table.head();
    table.line(ROW);
    table.foot(List.of(ROW));
    return out.toString();
  }

  @Test
  void table_saysOurTimeAndTheirRatios() {
    assertThat(table(Console.Form.TEXT))
        .containsPattern("decrypt +1 +1,000 +41.6 µs ±2% +1.50 \\(1.40–1.62\\) +0.50 .* -\n")
        .contains("Slower than swift: decrypt 1000\n")
        .doesNotContain("Slower than other");
    assertThat(err.toString())
        .contains("mute did not do decrypt of 1000: unsupported: \\u{7}bench");
  }

  @Test
  void json_isOneObjectPerTiming() {
    assertThat(table(Console.Form.JSON).lines())
        .singleElement()
        .asString()
        .startsWith("{\"event\":\"timing\",\"what\":\"decrypt\",\"suite\":1,\"members\":1000")
        .contains("\"other\":{\"ns_per_op\":62400,\"bytes\":300,\"ratio\":\"1.500\"")
        .contains("\"mute\":{\"absent\":\"unsupported: \\u0007bench\"}");
  }

  @Test
  void times_haveTheirUnit() {
    assertThat(List.of(7L, 1_234L, 41_600L, 2_000_000L, 3_210_000_000L))
        .extracting(RatioTable::time)
        .containsExactly("7.00 ns", "1.23 µs", "41.6 µs", "2.00 ms", "3.21 s");
  }

  @ParameterizedTest
  @CsvSource({
    "--members=1, 2 to 100",
    "--members=x, 'x'",
    "--only=sleep, sleep",
    "--peer=mine, NAME=COMMAND",
    "--only=join --members=2, nobody is spare"
  })
  void wrongOptions_areUsageErrors(String options, String said) {
    String[] args = ("bench --without bouncycastle,openmls,mls-rs " + options).split(" ");
    assertThat(run(args)).as(err.toString()).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains(said);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void help_teaches() {
    assertThat(run("bench", "--help")).isZero();
    assertThat(out.toString()).contains("--quick", "--only", "ratio", "docs/performance.md");
    assertThat(run("mls", "peer", "--help")).isZero();
    assertThat(out.toString()).contains("commit_pending", "unsupported", "for tests only");
  }
}
