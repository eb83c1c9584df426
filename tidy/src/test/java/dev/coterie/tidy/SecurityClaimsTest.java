package dev.coterie.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every claim of SECURITY.md names tests; this one sees that they are there.
final class SecurityClaimsTest {
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*Test)?\\.?(\\w+?)?(…)?`");

  /// Claims without a test, and names in the table that no source has.
  private static List<String> faults(String document, Map<String, String> tests) {
    var faults = new ArrayList<String>();
    String section = document.substring(document.indexOf("## Claim and test"));
    for (String line : section.substring(0, section.indexOf("## Stated limits")).split("\n", -1)) {
      if (!line.startsWith("| ") || line.startsWith("| Claim")) {
        continue;
      }
      var names = NAME.matcher(line.substring(line.lastIndexOf('|', line.length() - 2)));
      String source = null;
      int found = 0;
      while (names.find()) {
        found++;
        if (names.group(1) != null) {
          source = tests.get(names.group(1));
        }
        String method = names.group(2);
        if (source == null) {
          faults.add("no such test: " + names.group());
        } else if (method != null && !source.contains("void " + method)) {
          faults.add("no such method: " + names.group());
        }
      }
      if (found == 0) {
        faults.add("a claim without a test: " + line);
      }
    }
    return faults;
  }

  private static Map<String, String> tests() throws IOException {
    var tests = new HashMap<String, String>();
    try (var files = Files.walk(Room.root())) {
      for (Path file :
          files
              .filter(f -> f.toString().endsWith("Test.java") && f.toString().contains("src"))
              .toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        tests.merge(name, Files.readString(file), String::concat);
      }
    }
    return tests;
  }

  @Test
  void everyClaim_namesTestsThatExist() throws IOException {
    assertThat(faults(Files.readString(Room.root().resolve("SECURITY.md")), tests())).isEmpty();
  }

  @Test
  void missingTestsAndBareClaims_bite() {
    String document =
        """
        ## Claim and test
        | Claim | Test |
        |---|---|
        | a | `OneTest`, `OneTest.works…`, `worksToo` |
        | b | `NoneTest` |
        | c | `OneTest.fails…` |
        | d | by inspection |
        ## Stated limits
        """;
    assertThat(faults(document, Map.of("OneTest", "void worksWell() {}\n void worksToo() {}")))
        .containsExactly(
            "no such test: `NoneTest`",
            "no such method: `OneTest.fails…`",
            "a claim without a test: | d | by inspection |");
  }
}
