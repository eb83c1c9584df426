package dev.coterie.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks and prints what they cost.
public final class Benchmarks {
  private Benchmarks() {}

  /// Runs.
  ///
  /// @param args where the JSON goes, which benchmarks (a regular expression), how many JVMs each,
  ///   how many seconds of measurement in each
  public static void main(String[] args) throws RunnerException, IOException {
    var json = Path.of(args[0]);
    int seconds = Integer.parseInt(args[3]);
    var folder = json.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var options =
        new OptionsBuilder()
            .include(args[1])
            .forks(Integer.parseInt(args[2]))
            .warmupIterations(Math.max(5, seconds))
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(CpuTime.class)
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .result(json.toString())
            .shouldFailOnError(true)
            .jvmArgs("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx3g")
            .build();
    print(new Runner(options).run());
    System.out.println("\nall figures: " + json);
  }

  private static void print(Collection<RunResult> results) {
    System.out.printf(
        Locale.ROOT,
        "%n%-78s %14s %26s %12s%n",
        "",
        "CPU ns/op",
        "best … worst iteration",
        "allocated B");
    for (var result : results) {
      var name = new StringBuilder();
      var parts = result.getParams().getBenchmark().split("\\.", -1);
      name.append(parts[parts.length - 2]).append('.').append(parts[parts.length - 1]);
      name.append(' ')
          .append(
              result.getParams().getParamsKeys().stream()
                  .sorted(Comparator.naturalOrder())
                  .map(result.getParams()::getParam)
                  .collect(Collectors.joining(" ")));
      var secondary = result.getSecondaryResults();
      var cpu = secondary.get(CpuTime.LABEL);
      System.out.printf(
          Locale.ROOT,
          "%-78s %14s %26s %12s%n",
          name,
          score(cpu),
          cpu == null
              ? ""
              : String.format(
                  Locale.ROOT,
                  "%,.0f … %,.0f",
                  cpu.getStatistics().getMin(),
                  cpu.getStatistics().getMax()),
          score(secondary.get("gc.alloc.rate.norm")));
    }
  }

  private static String score(@Nullable Result<?> result) {
    return result == null ? "" : String.format(Locale.ROOT, "%,.0f", result.getScore());
  }
}
