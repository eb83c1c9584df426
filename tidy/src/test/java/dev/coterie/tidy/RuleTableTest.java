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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The table of docs/mls-rules.md tells the truth about the code: rule, class, test.
final class RuleTableTest {
  private static final int ROWS = 241;
  private static final Pattern CONSTANT =
      Pattern.compile("^  ([A-Z][A-Z_0-9]*)\\(\\s*\"([A-Z]{2}-\\d\\d)\"", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9_.]+)`");

  private static final Map<String, Row> TABLE = new TreeMap<>();
  private static final Map<String, String> MAIN = new HashMap<>();
  private static final Map<String, String> TESTS = new HashMap<>();

  /// @param where classes and constants
  /// @param tests classes
  private record Row(Set<String> where, Set<String> tests) {}

  @BeforeAll
  static void read() throws IOException {
    for (String line : Files.readAllLines(Room.root().resolve("docs/mls-rules.md"))) {
      List<String> cells = List.of(line.split(" \\| ", -1));
      if (line.matches("\\| [A-Z]{2}-\\d\\d \\| .*")) {
        assertThat(cells).as(line).hasSize(6);
        String id = cells.get(0).substring(2);
        assertThat(TABLE.put(id, new Row(names(cells.get(3)), names(cells.get(4))))).isNull();
      }
    }
    SourceRules.all(Room.root())
        .forEach(
            source -> {
              Path file = Path.of(source.getKey());
              String name = file.getFileName().toString().replace(".java", "");
              (source.getKey().contains("/src/test/") ? TESTS : MAIN)
                  .merge(name, source.getValue(), String::concat);
            });
  }

  private static Set<String> names(String cell) {
    return NAME.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  /// Constants of the rule enumerations, by row.
  private static Map<String, List<String>> constants() {
    Map<String, List<String>> byRow = new TreeMap<>();
    MAIN.forEach(
        (name, text) -> {
          if (text.contains("implements MlsRule")) {
            Matcher found = CONSTANT.matcher(text);
            while (found.find()) {
              byRow
                  .computeIfAbsent(found.group(2), row -> new ArrayList<>())
                  .add(name + "." + found.group(1));
            }
          }
        });
    return byRow;
  }

  @Test
  void allRowsAreThere_andNoCellIsEmpty() {
    assertThat(TABLE).hasSize(ROWS);
    TABLE.forEach(
        (id, row) -> {
          assertThat(row.where()).as(id).isNotEmpty();
          assertThat(row.tests()).as(id).isNotEmpty();
        });
  }

  @Test
  void everyConstantStandsInItsRow_andNoOtherDoes() {
    Map<String, List<String>> constants = constants();
    assertThat(TABLE.keySet()).containsAll(constants.keySet());
    TABLE.forEach(
        (id, row) ->
            assertThat(row.where().stream().filter(name -> name.contains(".")))
                .as(id)
                .containsExactlyInAnyOrderElementsOf(constants.getOrDefault(id, List.of())));
  }

  @Test
  void everyNameIsOneOfTheCode() {
    TABLE.forEach(
        (id, row) -> {
          assertThat(MAIN.keySet())
              .as(id)
              .containsAll(row.where().stream().map(name -> name.replaceAll("\\..*", "")).toList());
          assertThat(TESTS.keySet()).as(id).containsAll(row.tests());
        });
  }

  @Test
  void everyConstantIsNamedByATestOfItsRow() {
    TABLE.forEach(
        (id, row) -> {
          String tests = row.tests().stream().map(TESTS::get).collect(Collectors.joining("\n"));
          for (String constant : row.where()) {
            if (constant.contains(".")) {
              assertThat(
                      Pattern.compile("\\b" + Pattern.quote(constant) + "\\b")
                          .matcher(tests)
                          .find())
                  .as("%s: %s", id, constant)
                  .isTrue();
            }
          }
        });
  }
}
