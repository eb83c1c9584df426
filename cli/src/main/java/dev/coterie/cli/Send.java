package dev.coterie.cli;

import dev.coterie.client.Delivery;
import dev.coterie.client.Group;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import dev.coterie.gtp.TextMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Says one thing.
@Command(
    name = "send",
    description = {
      "Say something to a group, and wait until it stands in the group's log.",
      "GROUP may be left out if you are in one only. A text of - is read from standard input.",
      "One coterie at a time uses a home: beside a running chat or listen of the same home, send"
          + " waits a few seconds and then gives up. A chat takes lines from a pipe as well."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie send hello",
      "  coterie send team \"see you at eight\"",
      "  fortune | coterie send team -"
    })
final class Send extends PersonalCommand {
  @Parameters(
      arity = "1..2",
      paramLabel = "[GROUP] TEXT",
      hideParamSyntax = true,
      description = "The group, by name or by the beginning of its id; and what to say.")
  private List<String> words = List.of();

  @Override
  ExitCode run(Console console) throws IOException {
    Optional<String> word = words.size() == 2 ? Optional.of(words.getFirst()) : Optional.empty();
    place().requireSettings();
    String text = words.getLast().equals("-") ? piped() : words.getLast();
    requireSayable(text);
    try (var session = open(Session.Need.NOW, console)) {
      Group group = choose(session, word);
      Delivery delivery = group.text(text);
      long sequence = await(delivery);
      console.answer(
          "sent to " + Printable.line(group.name()),
          Json.object()
              .put("group", json(session, group.id()))
              .put("id", delivery.id().value().toHex())
              .put("sequence", sequence));
      return ExitCode.DONE;
    }
  }

  private long await(Delivery delivery) {
    try {
      return delivery.await(patience());
    } catch (UnavailableException _) {
      throw new Stop(
          Stop.Reason.NOT_YET,
          "the hub has not acknowledged the text within " + patience().toSeconds() + " s",
          "do not send it again: it is kept, and leaves when any command of this home meets the"
              + " hub");
    }
  }

  static void requireSayable(String text) {
    if (Bytes.ofUtf8(text).size() > TextMessage.MAX_OCTETS) {
      throw new Stop(
          Stop.Reason.TEXT_TOO_LONG,
          "a text has at most " + (TextMessage.MAX_OCTETS >> 20) + " MiB",
          "send it in pieces");
    }
  }

  /// Without the line end that a pipe adds.
  private String piped() throws IOException {
    String text = Bytes.wrap(input().readNBytes(TextMessage.MAX_OCTETS + 3)).utf8();
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
