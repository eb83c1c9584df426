package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;
import dev.coterie.codec.UnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class FailuresTest {
  private enum Sample implements Rule {
    SAMPLE;

    @Override
    public String section() {
      return "§1";
    }

    @Override
    public Remedy remedy() {
      return Remedy.DROP;
    }

    @Override
    public String text() {
      return "A sample.";
    }
  }

  private record OfRemedy(Remedy remedy) implements Rule {
    @Override
    public String name() {
      return "OF_" + remedy;
    }

    @Override
    public String section() {
      return "§2";
    }

    @Override
    public String text() {
      return "A sample.";
    }
  }

  @Command(name = "failing", description = "Fails.")
  private static final class Failing extends Subcommand {
    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    ExitCode run(Console console) throws Exception {
      throw failure;
    }
  }

  private static String fail(Exception failure, ExitCode expected, String... options) {
    var out = new PrintWriter(new StringWriter());
    var written = new StringWriter();
    var err = new PrintWriter(written);
    CommandLine line = Main.commandLine(new Coterie(out, err, false, Map.of()), out, err);
    line.addSubcommand("failing", new Failing(failure));
    // A subcommand that is added later has to be told of the handlers again.
    var handler = line.getExecutionExceptionHandler();
    line.setExecutionExceptionHandler(handler);
    var args = new String[options.length + 1];
    System.arraycopy(options, 0, args, 0, options.length);
    args[options.length] = "failing";
    assertThat(line.execute(args)).isEqualTo(expected.code());
    return written.toString();
  }

  @Test
  void malformed_namesFieldAndOffset() {
    String said = fail(new MalformedException("epoch", 7, "cut short"), ExitCode.MALFORMED);
    assertThat(said.lines()).hasSize(2);
    assertThat(said).contains("epoch", "7", "cut short", "next: ");
  }

  @Test
  void refused_namesTheRule() {
    String said = fail(new RefusedException(Sample.SAMPLE, "because"), ExitCode.REFUSED);
    assertThat(said.lines()).hasSize(2);
    assertThat(said).contains("SAMPLE", "§1", "because", "can be forgotten");
  }

  @ParameterizedTest
  @EnumSource
  void refused_saysWhatToDoForEveryRemedy(Remedy remedy) {
    String said = fail(new RefusedException(new OfRemedy(remedy), "x"), ExitCode.REFUSED);
    assertThat(said).containsPattern("next: \\w+");
  }

  @Test
  void refused_asJson_isOneObjectWithTheRule() {
    String said = fail(new RefusedException(Sample.SAMPLE, "because"), ExitCode.REFUSED, "--json");
    assertThat(said.lines()).hasSize(1);
    assertThat(said).startsWith("{\"error\":{\"kind\":\"SAMPLE\",\"message\":");
  }

  @Test
  void unavailable_asksToTryAgain() {
    var failure = new UnavailableException("hub", new IOException("connection refused"));
    assertThat(fail(failure, ExitCode.UNAVAILABLE))
        .contains("hub", "connection refused", "try again");
    assertThat(fail(new NoSuchFileException("gone.txt"), ExitCode.UNAVAILABLE))
        .contains("gone.txt");
    assertThat(fail(new IOException("broken pipe"), ExitCode.UNAVAILABLE)).contains("broken pipe");
  }

  @Test
  void bug_showsItsPlace() {
    assertThat(fail(new BrokenInvariantException("one is two"), ExitCode.BUG))
        .contains("one is two", "FailuresTest");
    assertThat(fail(new IllegalStateException("odd"), ExitCode.BUG))
        .contains("odd", "FailuresTest");
  }

  @Test
  void messageOfOthers_cannotSteerTheTerminal() {
    String said = fail(new IOException("a\u001b[2Jb\nc"), ExitCode.UNAVAILABLE);
    assertThat(said).contains("a\\u{1b}[2Jb\\nc").doesNotContain("\u001b");
  }
}
