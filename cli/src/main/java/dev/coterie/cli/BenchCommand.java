package dev.coterie.cli;

import dev.coterie.cli.bench.Case;
import dev.coterie.cli.bench.Comparison;
import dev.coterie.cli.bench.Pace;
import dev.coterie.cli.bench.PeerCommand;
import dev.coterie.cli.bench.Row;
import dev.coterie.cli.bench.Workshop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The MLS engine beside others, in ratios.
@Command(
    name = "bench",
    description = {
      "Time the MLS engine beside other implementations, in one run on this machine.",
      "Builds the peers it can: Bouncy Castle always; OpenMLS and mls-rs where cargo and their"
          + " drivers in ../shared are found (minutes, the first time). Each is a process on one"
          + " core; they are asked in turn. A ratio is a peer's time by ours: 2.00 takes twice as"
          + " long as ours, 0.50 half as long."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie bench --quick                      a first look, a minute or two",
      "  coterie bench --members 100 --suite 1,2,3  one size, three suites",
      "  coterie bench --only join --also bouncycastle-checked,coterie-java",
      "  coterie bench --only encrypt,decrypt --json",
      "  coterie bench --peer 'mine=python3 my_peer.py'",
      "",
      "A peer answers {\"op\":\"bench\"} like coterie mls peer; see there. Figures that were"
          + " written down, and",
      "what they mean, are in docs/performance.md."
    })
final class BenchCommand extends Subcommand {
  @Option(names = "--quick", description = "Less warm-up, fewer rounds, no group of 1,000.")
  private boolean quick;

  @Option(
      names = "--members",
      split = ",",
      paramLabel = "N",
      description = "Sizes of groups: 2,10,100,1000; with --quick 2,10,100.")
  private List<Integer> members = List.of();

  @Option(
      names = "--suite",
      split = ",",
      paramLabel = "N",
      description = "Cipher suites by number: 1.")
  private List<Integer> suites = List.of(1);

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "WHAT",
      description =
          "Some of key_package, create_group, join, commit_update, process_commit, encrypt,"
              + " decrypt.")
  private List<Case.Operation> only = List.of(Case.Operation.values());

  @Option(
      names = "--peer",
      paramLabel = "NAME=COMMAND",
      description = "Another peer; its words are parted by blanks. May be given more than once.")
  private List<String> others = List.of();

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "NAME",
      description = "Peers to leave out: bouncycastle, openmls, mls-rs.")
  private List<String> without = List.of();

  @Option(
      names = "--also",
      split = ",",
      paramLabel = "NAME",
      description = {
        "More peers: coterie-java (ours without native code); bouncycastle-checked (its joins also"
            + " verify the leaves, which RFC 9420 wants and its API leaves out)."
      })
  private List<String> also = List.of();

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description = "Where drivers of other peers are: ../shared beside the checkout.")
  private @Nullable Path shared;

  @Override
  ExitCode run(Console console) {
    List<Case> cases = Case.all(only, sizes(), suites);
    if (cases.isEmpty()) {
      throw usage("nothing is left to time: nobody is spare to join so small a group");
    }
    Pace pace = quick ? Pace.QUICK : Pace.CAREFUL;
    Workshop workshop = workshop(console);
    console.remark("coterie: building peers");
    List<PeerCommand> commands = new ArrayList<>(workshop.peers(crypto(), without, also));
    others.forEach(text -> commands.add(parsed(text)));
    List<String> pin = workshop.pin();
    try (var comparison = new Comparison(pace, line -> console.remark("coterie: " + line))) {
      for (PeerCommand command : commands) {
        String who = comparison.add(command.pinned(pin));
        console.remark("coterie: %s %s".formatted(command.name(), who));
        console.emit(Json.object().put("event", "peer").put("name", command.name()).put("is", who));
      }
      if (pin.isEmpty()) {
        console.remark("coterie: nothing here to pin processes to one core: they may use more");
      }
      console.remark(
          "coterie: %d timings at %d peers, about %d minutes and the time to build groups"
              .formatted(
                  cases.size(),
                  comparison.names().size(),
                  1 + pace.expected(cases.size(), comparison.names().size()).toMinutes()));
      var table = new RatioTable(console, comparison.names());
      table.head();
      List<Row> rows = new ArrayList<>();
      for (Case one : cases) {
        Row row = comparison.measure(one);
        table.line(row);
        rows.add(row);
      }
      table.foot(rows);
    }
    return ExitCode.DONE;
  }

  /// `--crypto`, as it was written, is for the process that is timed.
  private List<String> crypto() {
    List<String> given = commandLine().getCommandSpec().findOption("--crypto").stringValues();
    return given.isEmpty() ? List.of() : List.of("--crypto", given.getLast());
  }

  private List<Integer> sizes() {
    List<Integer> usual = quick ? List.of(2, 10, 100) : List.of(2, 10, 100, 1_000);
    List<Integer> sizes = members.isEmpty() ? usual : members;
    for (int size : sizes) {
      if (size < 2 || size > 100_000) {
        throw usage("a group to be timed has 2 to 100,000 members, not " + size);
      }
    }
    return sizes;
  }

  private Workshop workshop(Console console) {
    Path root = Path.of(System.getProperty("coterie.root", ""));
    Path drivers =
        shared != null
            ? shared
            : Path.of(System.getProperty("coterie.shared", root.resolve("../shared").toString()));
    return new Workshop(
        root.toAbsolutePath().normalize(),
        drivers.toAbsolutePath().normalize(),
        environment(),
        (name, why) -> console.remark("coterie: " + name + " is left out: " + why));
  }

  private PeerCommand parsed(String text) {
    try {
      return PeerCommand.parse(text);
    } catch (IllegalArgumentException e) {
      throw usage("--peer is " + e.getMessage());
    }
  }

  private ParameterException usage(String why) {
    return new ParameterException(commandLine(), why);
  }
}
