package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration with real processes: one kill, half a minute.
class DemoCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(
        arguments, new PrintWriter(out, true), new PrintWriter(err, true), false, Map.of());
  }

  @Test
  void shortConversation_everyPromiseHeld() throws IOException {
    Path file = folder.resolve("talk.txt");
    Files.writeString(
        file,
        """
        # eight lines are enough for every act
        alice: good morning
        bob: καλημέρα σε όλους
        carol: the last that I say here
        to whom it may concern, without a name
        alice: one more while bob is away
        and another of those
        dave: did I miss anything?
        alice: you did, and by design
        """);
    Path kept = folder.resolve("kept");

    int code =
        run(
            "--json",
            "demo",
            "--fast",
            "--keep",
            kept.toString(),
            "--conversation",
            file.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("\"event\":\"outcome\",\"held\":true,\"messages\":8");
    assertThat(out.toString()).doesNotContain("\"held\":false");
    assertThat(code).isZero();
    assertThat(Files.readString(kept.resolve("transcript-bob.txt"))).contains("one more while bob");
    assertThat(Files.readString(kept.resolve("transcript-carol.txt")))
        .contains("the last that I say here")
        .doesNotContain("did I miss anything?");
    assertThat(Files.readString(kept.resolve("transcript-dave.txt")))
        .contains("you did, and by design")
        .doesNotContain("good morning");
  }

  @Test
  void folderThatIsNotEmpty_refusedBeforeAnythingStarts() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    int code = run("demo", "--keep", folder.toString());

    assertThat(code).isNotZero();
    assertThat(err.toString()).contains("is not empty").contains("next:");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void conversationThatIsMissing_refusedBeforeAnythingStarts() {
    int code = run("demo", "--conversation", folder.resolve("nowhere.txt").toString());

    assertThat(code).isNotZero();
    assertThat(err.toString()).contains("nowhere.txt").contains("next:");
  }
}
