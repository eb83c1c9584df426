package dev.coterie.cli;

import dev.coterie.client.Client;
import dev.coterie.client.Delivery;
import dev.coterie.client.Group;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Message;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.gtp.MessageId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.TypeConversionException;

/// One conversation, from the greeting to the last delivery.
final class ChatRoom {
  private static final int SHOWN_AGAIN = 10;
  private static final int PAGE = 256;
  private static final List<String> HELP =
      List.of(
          "what you type is sent; a line that begins with // is sent with one of them",
          "  /members               who is here, and what each name is worth",
          "  /add NAME@FINGERPRINT  add somebody (their coterie join shows it)",
          "  /remove NAME           remove somebody",
          "  /verify NAME [yes]     the safety number to compare; yes notes that it is the same",
          "  /update                take fresh keys",
          "  /invite                the line to hand to somebody who shall join",
          "  /quit                  end (so do Ctrl-D and Ctrl-C)",
          "names: bob is a contact of yours, bob? only calls himself so");

  private final Session session;
  private final Client client;
  private final Group group;
  private final Home home;
  private final ChatLines lines;
  private final Console console;
  private final EventLines events;
  private final People people;
  private final Seen seen;
  private final Deque<Delivery> underWay = new ArrayDeque<>();
  private final Set<MessageId> typed = ConcurrentHashMap.newKeySet();

  ChatRoom(Session session, Group group, Home home, ChatLines lines, Console console)
      throws IOException {
    this.session = session;
    this.client = session.client();
    this.group = group;
    this.home = home;
    this.lines = lines;
    this.console = console;
    this.events = new EventLines(session, console);
    this.people = new People(client);
    this.seen = new Seen(home);
  }

  ExitCode run() throws IOException {
    long from = seen.of(group.id());
    greet(from);
    try (var _ = client.subscribe(from, this::hear)) {
      boolean on = true;
      while (on) {
        Optional<String> line = lines.read();
        on = line.isPresent() && take(line.get());
      }
      delivered();
    }
    return ExitCode.DONE;
  }

  private void greet(long from) {
    lines.show(
        console.styled(Console.Style.STRONG, Printable.line(group.name()))
            + " ("
            + PersonalCommand.shortId(group.id())
            + "), "
            + group.members().size()
            + " in it. /help shows what you can do, /quit ends");
    if (lines.echoes()) {
      String self = Printable.line(client.self().claimed());
      lines.show(console.styled(Console.Style.FAINT, "you are " + self));
      long end = session.row(group.id()).map(row -> row.mark().sequence()).orElse(0L);
      if (client.lastEvent() == from) {
        old(end).forEach(message -> lines.show(events.line(message)));
      }
    }
  }

  /// The last texts, for those who were told all and come back.
  private List<Message> old(long end) {
    var last = new ArrayDeque<Message>();
    long after = 0;
    while (true) {
      List<Message> page = group.messages(after, PAGE);
      for (Message message : page) {
        after = message.sequence();
        if (after <= end) {
          last.add(message);
        }
        if (last.size() > SHOWN_AGAIN) {
          last.removeFirst();
        }
      }
      if (page.size() < PAGE) {
        return List.copyOf(last);
      }
    }
  }

  private void hear(long number, ClientEvent event) {
    boolean here = event.group().equals(group.id());
    boolean elsewhere = event instanceof ClientEvent.Joined;
    if (here || elsewhere) {
      if (console.isJson()) {
        console.emit(events.json(number, event));
      } else if (!isOnScreen(event)) {
        events.lines(number, event).forEach(lines::show);
      }
    }
    seen.note(group.id(), number);
  }

  /// Whether it is what was typed here just now.
  private synchronized boolean isOnScreen(ClientEvent event) {
    return lines.echoes()
        && event instanceof ClientEvent.MessageAcknowledged(_, var id, _)
        && typed.remove(id);
  }

  /// Returns whether to go on.
  private boolean take(String line) {
    if (line.isBlank()) {
      return true;
    }
    try {
      if (!line.startsWith("/")) {
        say(line);
      } else if (line.startsWith("//")) {
        say(line.substring(1));
      } else {
        return obey(List.of(line.strip().split("\\s+")));
      }
    } catch (Stop stop) {
      refuse(String.valueOf(stop.getMessage()), stop.next());
    } catch (CoterieException e) {
      refuse(String.valueOf(e.getMessage()), Hints.next(e));
    } catch (TypeConversionException e) {
      refuse(String.valueOf(e.getMessage()), "/help");
    }
    return true;
  }

  private void refuse(String message, String next) {
    if (console.isJson()) {
      console.failure("refused", message, next);
    } else {
      lines.show(console.styled(Console.Style.BAD, Printable.line(message)) + "; next: " + next);
    }
  }

  private synchronized void say(String text) {
    Send.requireSayable(text);
    underWay.removeIf(Delivery::isAcknowledged);
    Delivery delivery = group.text(text);
    typed.add(delivery.id());
    underWay.add(delivery);
  }

  private boolean obey(List<String> words) {
    switch (words.getFirst()) {
      case "/quit", "/exit" -> {
        return false;
      }
      case "/members" -> Members.lines(group, console).forEach(lines::show);
      case "/update" -> group.update();
      case "/add" -> group.invite(people.pinned(operands(words)));
      case "/remove" -> {
        String name = operands(words).getFirst();
        group.remove(people.member(group, name).person().fingerprint());
      }
      case "/verify" -> verify(operands(words));
      case "/invite" -> lines.show(invitation());
      case "/help" -> HELP.forEach(lines::show);
      default -> lines.show("no such command: " + Printable.line(words.getFirst()) + "; see /help");
    }
    return true;
  }

  private static List<String> operands(List<String> words) {
    if (words.size() < 2 || words.size() > 3) {
      throw new TypeConversionException(words.getFirst() + " needs a name");
    }
    return words.subList(1, words.size());
  }

  private void verify(List<String> words) {
    PersonLine person = people.known(words.getFirst());
    if (words.size() == 2 && words.get(1).equals("yes")) {
      people.verified(person);
      lines.show(Printable.line(person.name()) + " is verified");
    } else {
      Verify.block(people.safetyNumber(person).digits()).lines().forEach(lines::show);
      lines.show("the same on both sides? /verify " + Printable.line(person.name()) + " yes");
    }
  }

  private String invitation() {
    try {
      Settings settings = home.requireSettings();
      return "coterie join " + settings.hub().orElseThrow(Session::noHub) + " " + settings.person();
    } catch (IOException e) {
      throw new UnavailableException("the home", e);
    }
  }

  /// What was said before the end is worth a moment.
  private void delivered() {
    underWay.removeIf(Delivery::isAcknowledged);
    for (Delivery delivery : underWay) {
      try {
        delivery.await(session.patience());
      } catch (UnavailableException _) {
        throw new Stop(
            Stop.Reason.NOT_YET,
            "not everything that you said has reached the hub",
            "it is kept, and leaves when any command of this home meets the hub");
      }
    }
    long last = client.lastEvent();
    Session.await(() -> seen.of(group.id()) >= last, session.patience());
  }
}
