package dev.coterie.cli;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.grpc.HubAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes up an invitation, and waits until it has become a group.
@Command(
    name = "join",
    description = {
      "Take up what somebody's coterie invite printed, and wait until they add you.",
      "Remembers the hub, pins the key of who invites you, leaves key packages at the hub, and"
          + " prints the line that they need to add you."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie join localhost:7470#3fa1… alice@9c0e…",
      "  coterie join localhost:7470#3fa1… alice@9c0e… --name bob    makes your identity too",
      "  coterie join            wait again, for whoever you told your add line",
      "  coterie join --for 0    leave key packages, and do not wait"
    })
final class Join extends PersonalCommand {
  private static final long DAY = 24 * 3_600L;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "HOST:PORT#FINGERPRINT",
      converter = HubName.class,
      description = "Their hub.")
  private @Nullable HubAddress hub;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME@FINGERPRINT",
      converter = PersonLine.Converter.class,
      description = "Who invites you.")
  private @Nullable PersonLine inviter;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "How you call yourself, if you have no identity yet: your account's name.")
  private @Nullable String name;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "How long to wait to be added: a day.")
  private long seconds = DAY;

  @Override
  ExitCode run(Console console) throws IOException, InterruptedException {
    Settings settings = settled(console);
    try (var session = open(Session.Need.NOW, console)) {
      var joined = new CompletableFuture<ClientEvent.Joined>();
      long before = session.client().lastEvent();
      try (var _ =
          session
              .client()
              .subscribe(
                  before,
                  (_, event) -> {
                    switch (event) {
                      case ClientEvent.Joined now -> joined.complete(now);
                      case ClientEvent.InvitationRefused(_, var rule) ->
                          console.remark("an invitation was refused: " + rule);
                      default -> {}
                    }
                  })) {
        pin(session);
        ready(settings, session, console);
        return await(joined, session, console);
      }
    }
  }

  /// Identity and hub, made or as they were.
  private Settings settled(Console console) throws IOException {
    Optional<Settings> before = place().settings();
    String wanted = Optional.ofNullable(name).orElseGet(() -> System.getProperty("user.name"));
    if (before.isPresent() && name != null && !name.equals(before.get().name())) {
      throw new Stop(
          Stop.Reason.IDENTITY_EXISTS,
          "this home is " + before.get().name() + "'s",
          "leave --name out, or name another folder by --home");
    }
    if (before.isEmpty()) {
      PersonLine.requireName(wanted);
      if (hub == null) {
        throw Session.noHub();
      }
    }
    Settings settings =
        before.isPresent() ? before.get() : Id.make(this, wanted, Settings.Lock.KEY_FILE, console);
    if (hub == null) {
      return settings; // whether it has a hub, opening finds out
    }
    if (settings.hub().isPresent() && !settings.hub().get().equals(hub)) {
      throw new Stop(
          Stop.Reason.OTHER_HUB,
          "this home has another hub: " + settings.hub().get(),
          "use another --home for that hub, or leave yours behind: coterie id --hub " + hub);
    }
    Settings chosen = settings.with(hub);
    place().save(chosen);
    return chosen;
  }

  private void pin(Session session) {
    PersonLine person = inviter;
    var contacts = session.client().contacts();
    if (person != null && contacts.of(person.fingerprint()).isEmpty()) {
      contacts.pin(person.name(), person.fingerprint());
    }
  }

  private void ready(Settings settings, Session session, Console console) {
    if (!session.published()) {
      throw new Stop(
          Stop.Reason.NOT_YET, "the hub has not taken the key packages", "try again: coterie join");
    }
    String line = "coterie add " + settings.person();
    String whom = inviter != null ? Printable.line(inviter.name()) : "whoever invited you";
    console.answer(
        "ready. Give this line to "
            + whom
            + " (in their chat: /add …):\n  "
            + console.styled(Console.Style.STRONG, line),
        Json.object()
            .put("event", "ready")
            .put("add", line)
            .put("person", settings.person().toString()));
  }

  private ExitCode await(
      CompletableFuture<ClientEvent.Joined> joined, Session session, Console console)
      throws InterruptedException {
    if (seconds <= 0) {
      return ExitCode.DONE;
    }
    console.remark("waiting to be added (Ctrl-C ends the waiting; coterie join waits again)");
    try {
      ClientEvent.Joined now = joined.get(seconds, TimeUnit.SECONDS);
      var people = new People(session.client());
      console.answer(
          "you are in "
              + console.styled(Console.Style.STRONG, Printable.line(now.name()))
              + " ("
              + shortId(now.group())
              + "), added by "
              + people.shown(now.by())
              + "\nnext: coterie chat",
          json(session, now.group()).put("event", "joined").put("by", people.json(now.by())));
      return ExitCode.DONE;
    } catch (TimeoutException | ExecutionException _) {
      throw new Stop(
          Stop.Reason.NOT_YET,
          "nobody has added you yet",
          "your key packages stay at the hub: coterie join or coterie listen takes up what comes");
    }
  }
}
