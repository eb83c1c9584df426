package dev.coterie.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files of the MLS working group, where they are at hand.
class OfficialMlsVectorsTest {
  @ParameterizedTest
  @CsvSource({
    "tree-math, 10",
    "deserialization, 14",
    "tree-operations, 5",
    "tree-validation, 98",
    "treekem, 77",
    "crypto-basics, 7",
    "secret-tree, 21",
    "message-protection, 7",
    "key-schedule, 7",
    "psk_secret, 77",
    "transcript-hashes, 7",
    "welcome, 7",
    "messages, 300"
  })
  void everyVector_holds(String kind, int count) {
    Path file = file(kind);
    var result = VectorRunner.mls().run(file);
    assertThat(result.notes()).isEmpty();
    assertThat(result.kind()).isEqualTo(kind);
    assertThat(result.summary()).isEqualTo(count + " passed, 0 failed, 0 skipped");
  }

  @ParameterizedTest
  @CsvSource({"welcome, 56", "handling-commit, 91", "random, 1"})
  void everyPassiveClient_followsItsGroupToTheEnd(String scenario, int count) {
    Path file = file("passive-client-" + scenario);
    var result = VectorRunner.mls().run(file);
    assertThat(result.notes()).isEmpty();
    assertThat(result.kind()).isEqualTo("passive-client");
    assertThat(result.summary()).isEqualTo(count + " passed, 0 failed, 0 skipped");
  }

  private static Path file(String name) {
    Path file = Path.of(System.getProperty("coterie.shared", ""), "vectors/mls", name + ".json");
    assumeTrue(Files.exists(file), () -> "skipped: the official " + name + " vectors are not here");
    return file;
  }
}
