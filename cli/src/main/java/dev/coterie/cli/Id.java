package dev.coterie.cli;

import dev.coterie.client.grpc.HubAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes, shows and changes what a home is.
@Command(
    name = "id",
    description = {
      "Make your identity, show it, or choose your hub.",
      "Your messages and keys are sealed on disk. What opens them is by default a file beside them"
          + " that only your account may read: that protects backups of the database alone, not a"
          + " copied home. With --passphrase it is what you know: that protects a copied home as"
          + " well as the passphrase is hard to guess, and is asked for by each command. Neither"
          + " protects from somebody who controls your account while you use it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie id alice                      make an identity",
      "  coterie id alice --passphrase         the same, opened by a passphrase",
      "  coterie id                            name, fingerprint, where it is kept",
      "  coterie id --hub localhost:7470#3fa1…   the hub that coterie up named",
      "",
      "Without a terminal, COTERIE_PASSPHRASE_FILE names a file with the passphrase."
    })
final class Id extends PersonalCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "How you call yourself to others; cannot be changed later.")
  private @Nullable String name;

  @Option(
      names = "--hub",
      paramLabel = "HOST:PORT#FINGERPRINT",
      converter = HubName.class,
      description = "The hub of your groups. Remembered.")
  private @Nullable HubAddress hub;

  @Option(
      names = "--passphrase",
      description = "Lock a new identity with a passphrase instead of a key file.")
  private boolean passphrase;

  @Override
  ExitCode run(Console console) throws IOException {
    Optional<Settings> before = place().settings();
    Settings settings = before.isPresent() ? same(before.get()) : made(console);
    if (hub != null && !Optional.of(hub).equals(settings.hub())) {
      if (settings.hub().isPresent()) {
        console.remark("the hub was another: groups that live there stay there");
      }
      settings = settings.with(hub);
      place().save(settings);
    }
    show(settings, console);
    return ExitCode.DONE;
  }

  private Settings same(Settings settings) {
    if (name != null && !name.equals(settings.name())) {
      throw new Stop(
          Stop.Reason.IDENTITY_EXISTS,
          "this home is " + settings.name() + "'s",
          "for another identity, name another folder by --home or COTERIE_HOME");
    }
    if (passphrase && settings.lock() != Settings.Lock.PASSPHRASE) {
      throw new Stop(
          Stop.Reason.IDENTITY_EXISTS,
          "the identity is there already, and is opened by a key file",
          "what opens a store is chosen when it is made: use another --home");
    }
    return settings;
  }

  private Settings made(Console console) throws IOException {
    if (name == null) {
      return place().requireSettings();
    }
    PersonLine.requireName(name);
    var lock = passphrase ? Settings.Lock.PASSPHRASE : Settings.Lock.KEY_FILE;
    return make(this, name, lock, console);
  }

  /// Makes an identity; if the store has one, takes that.
  static Settings make(PersonalCommand command, String name, Settings.Lock lock, Console console)
      throws IOException {
    Home home = command.place();
    home.make();
    var unlock =
        Files.exists(home.database()) ? command.keys().existing(lock) : command.keys().fresh(lock);
    try (var session =
        Session.open(
            new Session.Plan(
                home, unlock, name, Optional.empty(), Session.Need.NONE, command.patience()),
            console)) {
      var self = session.client().self();
      var settings = new Settings(self.claimed(), self.fingerprint(), Optional.empty(), lock);
      home.save(settings);
      return settings;
    }
  }

  private void show(Settings settings, Console console) {
    String hubText =
        settings.hub().map(HubAddress::toString).orElse("none yet (coterie id --hub …)");
    var opened =
        switch (settings.lock()) {
          case KEY_FILE -> "the key file " + place().keyFile();
          case PASSPHRASE -> "your passphrase";
        };
    var json =
        Json.object()
            .put("name", settings.name())
            .put("fingerprint", settings.fingerprint().toHex())
            .put("person", settings.person().toString())
            .put("home", home().toString())
            .put("lock", settings.lock().toString());
    settings.hub().ifPresent(each -> json.put("hub", each.toString()));
    console.answer(
        "name         "
            + console.styled(Console.Style.STRONG, settings.name())
            + "\nfingerprint  "
            + settings.fingerprint().toHex()
            + "\nfor others   "
            + settings.person()
            + "\nhub          "
            + hubText
            + "\nkept in      "
            + home()
            + ", opened by "
            + opened,
        json);
  }
}
