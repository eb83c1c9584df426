package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MainTest {
  private record Ran(int code, String out, String err) {}

  private static Ran run(boolean onTerminal, Map<String, String> environment, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.run(args, new PrintWriter(out), new PrintWriter(err), onTerminal, environment);
    return new Ran(code, out.toString(), err.toString());
  }

  private static Ran run(String... args) {
    return run(false, Map.of(), args);
  }

  @Test
  void nothing_teaches() {
    Ran ran = run();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("Usage: coterie", "--json", "Exit status");
    assertThat(ran.out()).doesNotContain("warm-up");
  }

  @Test
  void help_isTheSameAsNothing() {
    assertThat(run("--help")).isEqualTo(run());
  }

  @Test
  void version_namesTheBuild() {
    Ran ran = run("--version");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).matches("coterie \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d+\\)\\R");
  }

  @Test
  void versionCommand_tellsWhoseCryptographyIsInUse() {
    Ran ran = run("version");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("cryptography (default)", "SHA256             JDK");
    Ran json = run("version", "--json");
    assertThat(json.out().lines()).hasSize(1);
    assertThat(json.out()).contains("\"crypto\":\"default\"", "\"X448\":\"Bouncy Castle\"");
  }

  @Test
  void crypto_thatCannotBeRead_isUsage() {
    for (String bad : new String[] {"nobody", "jdk,", "default,x25520=jdk", "default,ed25519=me"}) {
      Ran ran = run("version", "--crypto=" + bad);
      assertThat(ran.code()).as(bad).isEqualTo(ExitCode.USAGE.code());
      assertThat(ran.err().lines()).as(bad).hasSize(2);
    }
  }

  /// In a process of its own it is another matter: [ProvidersTest].
  @Test
  void crypto_onceItIsInUse_cannotChange() {
    assertThat(run("version").code()).isZero();
    Ran ran = run("version", "--crypto=default,sha384=jdk");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("in use already");
    assertThat(run("version", "--crypto=default").code()).isZero();
  }

  @Test
  void unknownCommand_isOneLineAndAHint() {
    Ran ran = run("jion");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(2);
    assertThat(ran.err()).contains("jion", "next: coterie --help");
  }

  @Test
  void unknownCommand_asJson_isOneObject() {
    Ran ran = run("jion", "--json");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).startsWith("{\"error\":{\"kind\":\"usage\",");
  }

  @Test
  void everyVisibleCommand_saysWhatItDoesAndShowsAnExample() {
    var nowhere = new PrintWriter(new StringWriter());
    var root = new Coterie(nowhere, nowhere, false, Map.of());
    Main.commandLine(root, nowhere, nowhere)
        .getSubcommands()
        .forEach(
            (name, command) -> {
              var usage = command.getCommandSpec().usageMessage();
              assertThat(usage.description()).as(name).isNotEmpty();
              if (!usage.hidden()) {
                assertThat(String.join("\n", usage.footer())).as(name).contains("coterie " + name);
              }
            });
  }

  @Test
  void warmUp_reachesItsEnd() {
    assertThat(run("warm-up")).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void colours_onlyOnATerminalThatWantsThem() {
    String escape = "\u001b[";
    assertThat(run(true, Map.of(), "jion").err()).contains(escape);
    assertThat(run(false, Map.of(), "jion").err()).doesNotContain(escape);
    assertThat(run(true, Map.of("NO_COLOR", "1"), "jion").err()).doesNotContain(escape);
    assertThat(run(true, Map.of("TERM", "dumb"), "jion").err()).doesNotContain(escape);
  }
}
