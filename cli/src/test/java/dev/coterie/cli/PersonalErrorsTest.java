package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong for people ends in one line, a hint and an exit status, and changes nothing.
final class PersonalErrorsTest {
  @TempDir Path folder;

  private Homes homes;

  @BeforeEach
  void start() {
    homes = new Homes(folder);
  }

  @AfterEach
  void stop() {
    homes.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "create x",
        "invite",
        "add x",
        "remove x",
        "update",
        "leave",
        "members",
        "verify x",
        "send x",
        "listen --once",
        "chat"
      })
  void withoutIdentity_eachCommandSaysHowToGetOne(String line) {
    var ran = homes.run("nobody", line.split(" ")).failed(ExitCode.REFUSED, "no identity in");
    assertThat(ran.err()).contains("next: coterie id NAME");
    assertThat(homes.home("nobody")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create x",
        "invite",
        "join",
        "add x",
        "remove x",
        "update",
        "leave",
        "send x",
        "listen",
        "chat"
      })
  void withoutHub_eachCommandSaysHowToChooseOne(String line) {
    homes.run("alice", "id", "alice").done();
    var ran = homes.run("alice", line.split(" ")).failed(ExitCode.REFUSED, "no hub was chosen");
    assertThat(ran.err()).contains("next: coterie id --hub");
  }

  @Test
  void identity_isMadeOnceAndShownWithoutBeingOpened() throws Exception {
    var made = homes.run("alice", "id", "alice", "--json").done();
    assertThat(homes.run("alice", "id", "--json").done()).isEqualTo(made);
    assertThat(homes.run("alice", "id", "alice", "--json").done()).isEqualTo(made);
    homes.run("alice", "id", "bob").failed(ExitCode.REFUSED, "this home is alice's");
    assertThat(made.object().text("fingerprint")).matches("[0-9a-f]{64}");
    assertThat(Files.getPosixFilePermissions(homes.home("alice").resolve("messages.key")))
        .hasSize(2);
    Files.delete(homes.home("alice").resolve("settings"));
    assertThat(homes.run("alice", "id", "someone", "--json").done()).isEqualTo(made);
  }

  @Test
  void brokenSettings_areNamed() throws Exception {
    homes.run("alice", "id", "alice").done();
    Files.writeString(homes.home("alice").resolve("settings"), "format=1\nname=alice\n");
    homes.run("alice", "id").failed(ExitCode.MALFORMED, "no fingerprint");
    Files.writeString(homes.home("alice").resolve("settings"), "format=2\n");
    homes.run("alice", "members").failed(ExitCode.MALFORMED, "a later version");
  }

  @Test
  void namesAndHubs_areChecked() {
    homes.run("alice", "id", " ").failed(ExitCode.USAGE, "a name is not blank");
    homes.run("alice", "id", "a\u001b[2J").failed(ExitCode.USAGE, "control characters");
    homes.run("alice", "id", "alice", "--hub", "localhost").failed(ExitCode.USAGE, "host:port#");
    homes.run("alice", "id", "alice", "--hub", "localhost:1#ab").failed(ExitCode.USAGE, "64 hex");
    homes.run("alice", "id", "alice", "--hub", homes.hub()).done();
    homes.run("alice", "create", "\u202eteam").failed(ExitCode.USAGE, "control characters");
    homes.run("bob", "join", homes.hub(), "alice").failed(ExitCode.USAGE, "name@fingerprint");
    homes.run("bob", "join", homes.hub(), "alice%zz@" + "0".repeat(64)).failed(ExitCode.USAGE, "%");
  }

  @Test
  void hubThatIsDown_isNamed_andNothingIsKept() throws Exception {
    homes.group("team");
    homes.stopHub();
    var ran = homes.run("alice", "send", "hello").failed(ExitCode.UNAVAILABLE, "does not answer");
    assertThat(ran.err()).contains("next: ", "coterie up");
    var members = homes.run("alice", "members").done();
    assertThat(members.out()).contains("alice");
    assertThat(members.err()).contains("what was known before");
    homes.startHub();
    homes.run("alice", "send", "hello again").done();
    assertThat(homes.run("alice", "listen", "--once", "--all").done().out())
        .contains("hello again")
        .doesNotContain("hello\n");
  }

  @Test
  void hubWithAnotherKey_isRefused() throws Exception {
    homes.group("team");
    homes.run("alice", "id", "--hub", homes.otherHub()).done();
    for (String line : new String[] {"send hi", "listen --once", "update", "chat"}) {
      var ran = homes.run("alice", line.split(" "));
      ran.failed(ExitCode.REFUSED, "WRONG_CERTIFICATE");
      assertThat(ran.err()).contains("ask its operator");
    }
    homes
        .run("bob", "join", homes.hub(), homes.person("alice"), "--name", "bob", "--for", "0")
        .done();
    homes
        .run("bob", "join", homes.otherHub(), homes.person("alice"))
        .failed(ExitCode.REFUSED, "another hub");
  }

  @Test
  void homeInUse_waitsAndSaysBywhom() throws Exception {
    homes.group("team");
    var listening = homes.beside("alice", "listen", "--for", "8");
    Thread.sleep(500);
    var ran = homes.run("alice", "send", "hi").failed(ExitCode.UNAVAILABLE, "STORE_IN_USE");
    assertThat(ran.err()).contains("waiting for it", "end the chat");
    homes.run("alice", "id").done();
    homes.run("alice", "invite").done();
    Homes.ended(listening).done();
    homes.run("alice", "send", "hi").done();
  }

  @Test
  void passphrase_comesFromAFile_andMustBeTheOne() throws Exception {
    var right =
        Map.of(
            Keys.PASSPHRASE_FILE,
            Files.writeString(folder.resolve("p"), "correct horse\n").toString());
    var wrong =
        Map.of(Keys.PASSPHRASE_FILE, Files.writeString(folder.resolve("q"), "battery").toString());
    var nothing = InputStream.nullInputStream();
    homes
        .run("alice", "id", "alice", "--passphrase")
        .failed(ExitCode.REFUSED, "a passphrase is needed");
    homes.run("alice", nothing, right, "id", "alice", "--passphrase", "--hub", homes.hub()).done();
    assertThat(homes.home("alice").resolve("messages.key")).doesNotExist();
    homes.run("alice", "create", "x").failed(ExitCode.REFUSED, "a passphrase is needed");
    homes.run("alice", nothing, wrong, "create", "x").failed(ExitCode.REFUSED, "WRONG_KEY");
    homes.run("alice", nothing, right, "create", "x").done();
  }

  @Test
  void lostKeyFile_isNamed() throws Exception {
    homes.run("alice", "id", "alice", "--hub", homes.hub()).done();
    Path key = homes.home("alice").resolve("messages.key");
    Files.write(key, new byte[32]);
    homes.run("alice", "create", "x").failed(ExitCode.REFUSED, "WRONG_KEY");
    Files.write(key, new byte[31]);
    homes.run("alice", "create", "x").failed(ExitCode.REFUSED, "KEY_FILE");
  }

  @Test
  void peopleThatCannotBeAdded_areRefusedWithAHint() throws Exception {
    homes.group("team");
    homes.run("bob", "id", "bob").done();
    String bob = homes.person("bob");
    assertThat(homes.run("alice", "add", bob).failed(ExitCode.REFUSED, "NO_KEY_PACKAGE").err())
        .contains("coterie join");
    homes.run("alice", "add", "carol").failed(ExitCode.REFUSED, "no contact of yours yet");
    homes.run("alice", "add", homes.person("alice")).failed(ExitCode.REFUSED, "OWN_KEY");
    String other = "bob@" + "0".repeat(64);
    homes.run("alice", "add", other).failed(ExitCode.REFUSED, "NAME_TAKEN");
    homes.run("alice", "add", "robert" + bob.substring(3)).failed(ExitCode.REFUSED, "KEY_TAKEN");
    homes.run("alice", "add", "team", "bob", "12").failed(ExitCode.USAGE, "64 hexadecimal");
    homes.run("alice", "remove", "bob").failed(ExitCode.REFUSED, "nobody in the group");
    homes.run("alice", "remove", "alice").failed(ExitCode.REFUSED, "REMOVES_ITSELF");
  }

  @Test
  void waitingInVain_saysWhatStays() {
    homes.run("alice", "id", "alice", "--hub", homes.hub()).done();
    var ran =
        homes.run("bob", "join", homes.hub(), homes.person("alice"), "--name", "bob", "--for", "1");
    assertThat(ran.code()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(ran.out()).contains("coterie add bob@");
    assertThat(ran.err()).contains("nobody has added you yet", "stay at the hub");
  }

  @Test
  void textThatIsTooLong_isRefused() throws Exception {
    homes.group("team");
    homes.piped("alice", "x".repeat((1 << 20) + 1), "send", "-").failed(ExitCode.REFUSED, "1 MiB");
    homes.piped("alice", "x".repeat(1 << 20), "send", "-").done();
  }
}
