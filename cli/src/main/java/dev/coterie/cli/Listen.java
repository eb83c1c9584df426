package dev.coterie.cli;

import dev.coterie.client.Client;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints what happens, one event a line.
@Command(
    name = "listen",
    description = {
      "Print what happens in all groups, or in one, as it happens; Ctrl-C ends it.",
      "Begins after the last event that this home was shown, so that nothing is missed or told"
          + " twice."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie listen",
      "  coterie listen team",
      "  coterie listen --once           what is new, and no more",
      "  coterie listen --for 60 --json  a minute, for a program",
      "  coterie listen --all --once     from the beginning"
    })
final class Listen extends PersonalCommand {
  /// How long.
  static final class End {
    @Option(names = "--once", description = "End when everything that is there was printed.")
    boolean once;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after a time.")
    long seconds;
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "By name or by the beginning of its id. All, if it is left out.")
  private @Nullable String word;

  @ArgGroup private @Nullable End end;

  @Option(names = "--all", description = "From the first event that is kept.")
  private boolean all;

  @Override
  ExitCode run(Console console) throws IOException, InterruptedException {
    var stop = new CountDownLatch(1);
    try (var _ = Interrupts.to(stop::countDown);
        var session = open(once() ? Session.Need.NOW : Session.Need.SOME_TIME, console)) {
      Optional<GroupId> only =
          word == null ? Optional.empty() : Optional.of(choose(session, Optional.of(word)).id());
      listen(session, only, stop, console);
      return ExitCode.DONE;
    }
  }

  private boolean once() {
    return end != null && end.once;
  }

  private void listen(Session session, Optional<GroupId> only, CountDownLatch stop, Console console)
      throws IOException, InterruptedException {
    Client client = session.client();
    var seen = new Seen(place());
    long from = all ? 0 : only.map(seen::of).orElseGet(seen::of);
    var told = new AtomicLong(from);
    var lines = new EventLines(session, console);
    try (var _ =
        client.subscribe(
            from,
            (number, event) -> {
              if (only.map(event.group()::equals).orElse(all || number > seen.of(event.group()))) {
                tell(number, event, lines, session, only.isEmpty(), console);
              }
              only.ifPresentOrElse(group -> seen.note(group, number), () -> seen.note(number));
              told.set(number);
            })) {
      if (once()) {
        if (!session.catchUp()) {
          console.remark("the hub did not give everything in time: listen again");
        }
        long last = client.lastEvent();
        Session.await(() -> told.get() >= last, patience());
      } else if (end != null) {
        stop.await(end.seconds, TimeUnit.SECONDS);
      } else {
        console.remark("listening (Ctrl-C ends it)");
        stop.await();
      }
    }
  }

  private static void tell(
      long number,
      ClientEvent event,
      EventLines lines,
      Session session,
      boolean nameGroup,
      Console console) {
    if (console.isJson()) {
      console.emit(lines.json(number, event));
      return;
    }
    String group =
        nameGroup
            ? console.styled(
                Console.Style.FAINT, "[" + Printable.line(name(session, event.group())) + "] ")
            : "";
    lines.lines(number, event).forEach(line -> console.say(group + line));
  }
}
