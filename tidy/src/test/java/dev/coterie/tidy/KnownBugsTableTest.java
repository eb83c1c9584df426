package dev.coterie.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of docs/known-bugs.md tells the truth: every report that the rules' table points at
/// stands in it, and every test that it names exists.
final class KnownBugsTableTest {
  private static final Pattern REFERENCE =
      Pattern.compile("(?:([A-Za-z][\\w-]*(?:/[\\w-]+)?))?([#@][0-9a-f]+)|GHSA-[\\w-]+");
  private static final Pattern ROW = Pattern.compile("^\\| (\\S+) \\| (.+) \\| (.+) \\| (.+) \\|$");
  private static final Pattern NAME = Pattern.compile("`(\\w+)(?:\\.(\\w+)…?)?`");
  private static final String NONE = "none: ";

  /// References in a text; "mls-rs#328, #339" names one repository once.
  private static Set<String> references(String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = REFERENCE.matcher(text);
    String repository = "";
    while (matcher.find()) {
      if (matcher.group(2) == null) {
        found.add(matcher.group());
      } else {
        repository = matcher.group(1) == null ? repository : matcher.group(1);
        found.add(repository + matcher.group(2));
      }
    }
    return found;
  }

  /// Tests, or the reason why there is none, by reference.
  private static Map<String, String> rows(String document) {
    Map<String, String> rows = new TreeMap<>();
    for (String line : document.lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && !row.group(1).equals("reference")) {
        rows.merge(row.group(1), row.group(4), (one, other) -> one + ", " + other);
      }
    }
    return rows;
  }

  private static List<String> faults(Map<String, String> rows, Map<String, String> tests) {
    List<String> faults = new ArrayList<>();
    rows.forEach(
        (reference, cell) -> {
          Matcher name = NAME.matcher(cell);
          boolean any = cell.startsWith(NONE) && cell.length() > NONE.length();
          while (name.find()) {
            any = true;
            String source = tests.getOrDefault(name.group(1), "");
            String wanted = name.group(2) == null ? reference : "void " + name.group(2);
            if (!source.contains(wanted)) {
              faults.add(reference + ": " + name.group());
            }
          }
          if (!any) {
            faults.add(reference + ": neither a test nor a reason");
          }
        });
    return faults;
  }

  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    for (Map.Entry<String, String> source : SourceRules.all(Room.root())) {
      if (source.getKey().contains("/src/test/")) {
        String name = Path.of(source.getKey()).getFileName().toString().replace(".java", "");
        tests.merge(name, source.getValue(), String::concat);
      }
    }
    return tests;
  }

  private static String document(String name) throws IOException {
    return Files.readString(Room.root().resolve("docs").resolve(name));
  }

  @Test
  void everyRow_namesTestsThatExist_orAReason() throws IOException {
    Map<String, String> rows = rows(document("known-bugs.md"));
    assertThat(rows).hasSizeGreaterThan(130);
    assertThat(faults(rows, tests())).isEmpty();
  }

  @Test
  void everyReportThatTheRulesPointAt_hasItsRow() throws IOException {
    Set<String> rows = rows(document("known-bugs.md")).keySet();
    Set<String> wanted = new TreeSet<>();
    document("mls-rules.md")
        .lines()
        .filter(line -> line.matches("\\| [A-Z]{2}-\\d\\d \\| .*"))
        .forEach(
            line ->
                wanted.addAll(
                    references(line.substring(line.lastIndexOf(" | ", line.length() - 3)))));
    assertThat(wanted).hasSizeGreaterThan(130);
    assertThat(rows).containsAll(wanted);
  }

  @Test
  void everyReportThatATestNames_hasItsRow() throws IOException {
    Set<String> rows = rows(document("known-bugs.md")).keySet();
    tests()
        .forEach(
            (name, source) -> {
              if (name.matches("KnownBugs(Codec|Tree|Refused|Group|X509)Test")) {
                assertThat(references(source)).as(name).isNotEmpty().isSubsetOf(rows);
              }
            });
  }

  @Test
  void missingTestsAndBareRows_bite() {
    Map<String, String> rows =
        rows(
            """
            | reference | what went wrong there | rules | our test |
            |---|---|---|---|
            | a#1 | x | R | `OneTest.works…` |
            | a#2 | x | R | `OneTest.fails…` |
            | a#3 | x | R | `OneTest` |
            | a#4 | x | R | `NoneTest.works` |
            | a#5 | x | R | none: no reason to |
            | a#6 | x | R | by inspection |
            """);
    assertThat(faults(rows, Map.of("OneTest", "void works_well() {} // a#1")))
        .containsExactly(
            "a#2: `OneTest.fails…`",
            "a#3: `OneTest`",
            "a#4: `NoneTest.works`",
            "a#6: neither a test nor a reason");
    assertThat(references("mls-rs#328, #339 (x); bc@77632a57ed; GHSA-rrmv-c79f-cf5r"))
        .containsExactly("GHSA-rrmv-c79f-cf5r", "bc@77632a57ed", "mls-rs#328", "mls-rs#339");
  }
}
