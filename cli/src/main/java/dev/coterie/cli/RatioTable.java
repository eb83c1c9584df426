package dev.coterie.cli;

import dev.coterie.cli.bench.Row;
import java.util.List;
import java.util.Locale;

/// Timings as a table: our time, then each peer's by ours.
final class RatioTable {
  private static final int COLUMN = 22;

  private final Console console;
  private final List<String> peers;

  /// @param peers names of columns, the first of which is compared with
  RatioTable(Console console, List<String> peers) {
    this.console = console;
    this.peers = peers;
  }

  void head() {
    var line = new StringBuilder("%-15s %5s %7s".formatted("", "suite", "members"));
    peers.forEach(peer -> line.append(("%" + COLUMN + "s").formatted(peer)));
    console.say(console.styled(Console.Style.STRONG, line.toString()));
  }

  /// One line, or one object.
  void line(Row row) {
    var line =
        new StringBuilder(
            "%-15s %5d %,7d"
                .formatted(row.what().operation(), row.what().suite(), row.what().members()));
    Json.Fields figures = Json.object();
    for (String peer : peers) {
      line.append(("%" + COLUMN + "s").formatted(cell(peer, row)));
      figures.put(peer, fields(peer, row));
    }
    console.answer(
        line.toString(),
        Json.object()
            .put("event", "timing")
            .put("what", row.what().operation().code())
            .put("suite", row.what().suite())
            .put("members", row.what().members())
            .put("peers", figures));
  }

  /// What the columns mean, and where we are slower.
  void foot(List<Row> rows) {
    console.say("");
    console.say(
        "coterie: median time, and how far the rounds lie apart. Others: their time by ours");
    console.say("in the same round, median (least to most). Below 1 the peer is faster.");
    for (String peer : peers) {
      List<String> slower =
          rows.stream()
              .filter(row -> row.figure(peer).filter(figure -> figure.ratio() < 1).isPresent())
              .map(row -> row.what().operation() + " " + row.what().members())
              .toList();
      if (!slower.isEmpty()) {
        console.say("Slower than " + peer + ": " + String.join(", ", slower));
      }
    }
    rows.forEach(
        row ->
            row.absent()
                .forEach(
                    (peer, why) ->
                        console.remark(
                            "coterie: %s did not do %s of %d: %s"
                                .formatted(
                                    peer,
                                    row.what().operation(),
                                    row.what().members(),
                                    Printable.line(why)))));
  }

  private String cell(String peer, Row row) {
    return row.figure(peer)
        .map(
            figure ->
                peer.equals(peers.getFirst())
                    ? "%s ±%.0f%%".formatted(time(figure.nanoseconds()), 50 * figure.spread())
                    : String.format(
                        Locale.ROOT,
                        "%.2f (%.2f–%.2f)",
                        figure.ratio(),
                        figure.least(),
                        figure.most()))
        .orElse("-");
  }

  private static Json.Fields fields(String peer, Row row) {
    Json.Fields fields = Json.object();
    row.figure(peer)
        .ifPresent(
            figure ->
                fields
                    .put("ns_per_op", figure.nanoseconds())
                    .put("bytes", figure.bytes())
                    .put("ratio", decimal(figure.ratio()))
                    .put("ratio_least", decimal(figure.least()))
                    .put("ratio_most", decimal(figure.most()))
                    .put("spread", decimal(figure.spread())));
    String why = row.absent().get(peer);
    return why == null ? fields : fields.put("absent", why);
  }

  /// A text: programs read it exactly as it was written.
  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String time(long nanoseconds) {
    double value = nanoseconds;
    for (String unit : List.of("ns", "µs", "ms")) {
      if (value < 1_000) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f %s" : "%.1f %s", value, unit);
      }
      value /= 1_000;
    }
    return String.format(Locale.ROOT, "%.2f s", value);
  }
}
