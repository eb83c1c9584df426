package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The walk of `docs/cli.md` can be walked: its commands run in order, each as its block's person.
final class WalkTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("coterie.root"), "docs", "cli.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```sh (\\w+)\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern PIPED = Pattern.compile("printf '(.*)' \\| (.*)");

  @TempDir Path folder;

  @Test
  void everyBlockRuns() throws Exception {
    var people = new HashSet<String>();
    int commands = 0;
    try (var homes = new Homes(folder)) {
      Matcher blocks = BLOCK.matcher(Files.readString(DOCUMENT));
      while (blocks.find()) {
        String person = blocks.group(1);
        for (String line : blocks.group(2).lines().toList()) {
          if (!person.equals("background")) { // the hub, which runs already
            run(homes, person, line, people);
          }
          commands++;
        }
        people.add(person);
      }
    }
    assertThat(people).containsExactlyInAnyOrder("background", "alice", "bob", "carol");
    assertThat(commands).isGreaterThan(15);
  }

  private static void run(Homes homes, String person, String line, Set<String> people) {
    Matcher piped = PIPED.matcher(line);
    boolean isPiped = piped.matches();
    var words = new ArrayList<String>();
    WORD.matcher(isPiped ? piped.group(2) : line)
        .results()
        .forEach(
            word ->
                words.add(
                    word.group(1) != null ? word.group(1) : filled(homes, word.group(2), people)));
    assertThat(words.removeFirst()).as(line).isEqualTo("coterie");
    String input = isPiped ? piped.group(1).replace("\\n", "\n") : "";
    var ran = homes.piped(person, input, words.toArray(String[]::new));
    assertThat(ran.code()).as("%s: %s%n%s", person, line, ran).isZero();
  }

  private static String filled(Homes homes, String word, Set<String> people) {
    String filled = word.replace("$HUB", homes.hub());
    for (String person : List.of("alice", "bob", "carol")) {
      if (people.contains(person)) {
        filled = filled.replace("$" + person.toUpperCase(Locale.ROOT), homes.person(person));
      }
    }
    assertThat(filled).doesNotContain("$");
    return filled;
  }
}
