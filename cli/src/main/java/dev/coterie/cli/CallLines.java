package dev.coterie.cli;

import dev.coterie.client.Group;
import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallEnd;
import dev.coterie.client.call.CallState;
import dev.coterie.client.call.CallStatistics;
import dev.coterie.client.call.Speaker;
import dev.coterie.media.Pcm;
import dev.coterie.media.call.Listener;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a call tells of itself, to people and to programs.
final class CallLines {
  private final Session session;
  private final Group group;
  private final CallScreen screen;
  private final Console console;
  private final People people;
  private CallState state = new CallState.Joining();
  private List<Speaker> speaking = List.of();
  private long epoch;
  private boolean muted;
  private boolean listensOnly;

  CallLines(Session session, Group group, CallScreen screen, Console console) {
    this.session = session;
    this.group = group;
    this.screen = screen;
    this.console = console;
    this.people = new People(session.client());
  }

  void begun(Call call, CallRoom.Plan plan) {
    state = call.state();
    epoch = call.statistics().epoch();
    muted = call.isMuted();
    listensOnly = plan.source().isEmpty();
    screen.say(
        "in the call of "
            + console.styled(Console.Style.STRONG, Printable.line(group.name()))
            + " (epoch "
            + epoch
            + ")"
            + (muted ? ", muted" : ""));
    console.emit(
        event("live").put("epoch", epoch).put("muted", muted).put("codec", plan.codec().name()));
  }

  private Json.Fields event(String name) {
    return Json.object().put("event", name).put("group", PersonalCommand.json(session, group.id()));
  }

  /// @param report whether programs are told the numbers too
  void tell(Call call, CallStatistics statistics, Listener listener, boolean report) {
    tellState(call.state());
    if (statistics.epoch() != epoch) {
      epoch = statistics.epoch();
      note("new keys (epoch " + epoch + ")");
      console.emit(event("epoch").put("epoch", epoch));
    }
    if (call.isMuted() != muted) {
      muted = call.isMuted();
      console.emit(event("muted").put("muted", muted));
    }
    List<Speaker> now = listener.speaking();
    if (!now.equals(speaking)) {
      speaking = now;
      console.emit(
          event("speaking")
              .put("members", now.stream().map(s -> people.json(s.person())).toList()));
    }
    screen.status(status(statistics));
    if (report) {
      console.emit(numbers(event("statistics"), statistics));
    }
  }

  private void tellState(CallState now) {
    if (now.equals(state)) {
      return;
    }
    state = now;
    switch (now) {
      case CallState.Joining _ -> {}
      case CallState.Live _ -> {
        note("connected again");
        console.emit(event("live").put("epoch", epoch).put("muted", muted));
      }
      case CallState.Interrupted(var why) -> {
        note("no connection (" + Printable.line(why) + "): trying on");
        console.emit(event("interrupted").put("why", why));
      }
      case CallState.Ended _ -> {} // told at the end
    }
  }

  private void note(String text) {
    screen.say(console.styled(Console.Style.FAINT, "* " + text));
  }

  private String status(CallStatistics statistics) {
    String who =
        speaking.isEmpty()
            ? "nobody speaks"
            : speaking.stream()
                    .map(speaker -> people.shown(speaker.person()))
                    .collect(Collectors.joining(", "))
                + (speaking.size() == 1 ? " speaks" : " speak");
    return (listensOnly ? "you only listen" : muted ? "muted" : "you are heard")
        + " | "
        + who
        + " | lost "
        + percent(statistics)
        + " | delay "
        + statistics.jitterDelay().toMillis()
        + " ms | epoch "
        + statistics.epoch()
        + " | m mute, q quit";
  }

  private static String percent(CallStatistics statistics) {
    long all = statistics.accepted() + statistics.lost();
    double lost = all == 0 ? 0 : 100.0 * statistics.lost() / all;
    return String.format(Locale.ROOT, "%.1f %%", lost);
  }

  private static Json.Fields numbers(Json.Fields json, CallStatistics statistics) {
    var refused = Json.object();
    statistics.refused().forEach(refused::put);
    return json.put("epoch", statistics.epoch())
        .put("keyChanges", statistics.keyChanges())
        .put("sent", statistics.sent())
        .put("withheld", statistics.withheld())
        .put("congested", statistics.congested())
        .put("received", statistics.received())
        .put("accepted", statistics.accepted())
        .put("lost", statistics.lost())
        .put("late", statistics.late())
        .put("dropped", statistics.dropped())
        .put("lostToKeyChanges", statistics.lostToKeyChanges())
        .put("refused", refused)
        .put("delayMs", statistics.jitterDelay().toMillis());
  }

  void ended(CallState end, CallStatistics statistics, Listener listener) {
    screen.status("");
    for (Listener.Recording file : listener.recordings()) {
      screen.say(
          people.shown(file.speaker().person())
              + ": "
              + file.file()
              + String.format(Locale.ROOT, " (%.1f s)", (double) file.samples() / Pcm.RATE));
    }
    screen.say(
        "sent "
            + statistics.sent()
            + " packets, heard "
            + statistics.accepted()
            + ", lost "
            + percent(statistics));
    var json = event("ended");
    if (end instanceof CallState.Ended(var why)) {
      json.put("why", why.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    numbers(json, statistics);
    var counts = listener.counts();
    json.put("decoded", counts.decoded())
        .put("recovered", counts.recovered())
        .put("concealed", counts.concealed())
        .put("malformed", counts.refused());
    console.emit(json.put("files", listener.recordings().stream().map(this::json).toList()));
  }

  private Json.Fields json(Listener.Recording file) {
    return Json.object()
        .put("member", people.json(file.speaker().person()))
        .put("file", file.file().toString())
        .put("samples", file.samples());
  }

  static String words(CallState state) {
    return switch (state) {
      case CallState.Joining _ -> "the keys or the hub did not come in time";
      case CallState.Live _ -> "it is live";
      case CallState.Interrupted(var why) -> why;
      case CallState.Ended(var why) -> words(why);
    };
  }

  static String words(CallEnd why) {
    return switch (why) {
      case CLOSED -> "you hung up";
      case REMOVED -> "you were removed from the group";
      case ACCESS_LOST -> "the hub says that you are no member any more";
      case FORKED -> "the hub shows members different logs";
      case STORE_RESTORED -> "this store is an old copy";
      case BLOCKED -> "a change of the group cannot be read";
      case REFUSED_BY_HUB -> "the hub refuses live voice";
    };
  }
}
