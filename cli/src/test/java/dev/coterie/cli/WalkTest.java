package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The walk of `docs/cli.md` can be walked: its commands run in order, each as its block's person.
final class WalkTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("coterie.root"), "docs", "cli.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```sh (\\w+)( aside)?\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern PIPED = Pattern.compile("printf '(.*)' \\| (.*)");

  @TempDir Path folder;

  @Test
  void everyBlockRuns() throws Exception {
    var people = new HashSet<String>();
    var besides = new ArrayList<CompletableFuture<Homes.Ran>>();
    CallCommandTest.hum(folder.resolve("speech.wav"), 1.5);
    int commands = 0;
    try (var homes = new Homes(folder)) {
      Matcher blocks = BLOCK.matcher(Files.readString(DOCUMENT));
      while (blocks.find()) {
        String person = blocks.group(1);
        boolean aside = blocks.group(2) != null;
        for (String line : blocks.group(3).lines().toList()) {
          if (aside) {
            besides.add(beside(homes, person, words(homes, line, people)));
          } else if (!person.equals("background")) { // the hub, which runs already
            run(homes, person, line, people);
          }
          commands++;
        }
        people.add(person);
      }
      for (var beside : besides) {
        assertThat(beside.get(60, TimeUnit.SECONDS).done().out()).contains("alice: ");
      }
    }
    assertThat(CallCommandTest.loudSeconds(folder.resolve("heard/alice.wav"))).isGreaterThan(0.5);
    assertThat(people).containsExactlyInAnyOrder("background", "alice", "bob", "carol");
    assertThat(commands).isGreaterThan(15);
  }

  private void run(Homes homes, String person, String line, Set<String> people) {
    Matcher piped = PIPED.matcher(line);
    boolean isPiped = piped.matches();
    String[] words = words(homes, isPiped ? piped.group(2) : line, people);
    String input = isPiped ? piped.group(1).replace("\\n", "\n") : "";
    var ran = homes.piped(person, input, words);
    assertThat(ran.code()).as("%s: %s%n%s", person, line, ran).isZero();
  }

  /// A command that goes on while the next ones run, once it has said something.
  private static CompletableFuture<Homes.Ran> beside(Homes homes, String person, String[] words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var ran = new CompletableFuture<Homes.Ran>();
    Thread.ofVirtual()
        .start(
            () -> {
              int code =
                  homes.run(
                      person,
                      InputStream.nullInputStream(),
                      new PrintWriter(out),
                      new PrintWriter(err),
                      Map.of(),
                      words);
              ran.complete(new Homes.Ran(code, out.toString(), err.toString()));
            });
    Session.await(() -> !out.toString().isEmpty() || ran.isDone(), Duration.ofSeconds(30));
    return ran;
  }

  private String[] words(Homes homes, String line, Set<String> people) {
    var words = new ArrayList<String>();
    WORD.matcher(line)
        .results()
        .forEach(
            word ->
                words.add(
                    word.group(1) != null ? word.group(1) : filled(homes, word.group(2), people)));
    assertThat(words.removeFirst()).as(line).isEqualTo("coterie");
    return words.toArray(String[]::new);
  }

  private String filled(Homes homes, String word, Set<String> people) {
    String filled =
        word.replace("$HUB", homes.hub())
            .replace("$SPEECH", folder.resolve("speech.wav").toString())
            .replace("$HEARD", folder.resolve("heard").toString());
    for (String person : List.of("alice", "bob", "carol")) {
      if (people.contains(person)) {
        filled = filled.replace("$" + person.toUpperCase(Locale.ROOT), homes.person(person));
      }
    }
    assertThat(filled).doesNotContain("$");
    return filled;
  }
}
