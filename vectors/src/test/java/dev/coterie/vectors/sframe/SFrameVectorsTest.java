package dev.coterie.vectors.sframe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonWriter;
import dev.coterie.vectors.VectorRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checked-in vectors of SFrame hold, and are what this build would write; the working group's
/// hold where they are at hand. After a change that is meant, run with
/// `-Dcoterie.vectors.write=true` and look at the diff.
final class SFrameVectorsTest {
  private static final Path FOLDER =
      Path.of(
          System.getProperty("coterie.root"),
          "vectors/src/main/resources/dev/coterie/vectors/sframe");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sframe-headers.json",
        "sframe-aes-ctr-hmac.json",
        "sframe-frames.json",
        "sframe-mls.json"
      })
  void checkedInFile_isWhatThisBuildMakes_andHolds(String name) throws IOException {
    var made = SFrameVectorKinds.make().getOrDefault(name, List.of());
    var text = JsonWriter.file(made);
    if (Boolean.getBoolean("coterie.vectors.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(name), text);
    }
    assertThat(Files.readString(FOLDER.resolve(name))).isEqualTo(text);
    var result = VectorRunner.sframe().run(FOLDER.resolve(name));
    assertThat(result.notes()).isEmpty();
    assertThat(result.summary()).isEqualTo(made.size() + " passed, 0 failed, 0 skipped");
  }

  @ParameterizedTest
  @CsvSource({
    "test-vectors, 'header, aes_ctr_hmac, sframe', 300",
    "test-vectors-aes256, sframe, 3"
  })
  void officialFile_holds(String name, String kinds, int count) {
    Path file = Path.of(System.getProperty("coterie.shared", ""), "vectors/sframe", name + ".json");
    assumeTrue(Files.exists(file), () -> "skipped: the official SFrame vectors are not here");
    var result = VectorRunner.sframe().run(file);
    assertThat(result.notes()).isEmpty();
    assertThat(result.kind().split(", ")).containsExactlyInAnyOrder(kinds.split(", "));
    assertThat(result.summary()).isEqualTo(count + " passed, 0 failed, 0 skipped");
  }

  /// A verifier that says yes to everything would pass above: each kind is seen to say no.
  @ParameterizedTest
  @CsvSource({
    "sframe-headers.json, '\"ctr\": 15,', '\"ctr\": 16,'",
    "sframe-headers.json, '\"encoded\": \"780f', '\"encoded\": \"880f'",
    "sframe-aes-ctr-hmac.json, '\"pt\": \"8081', '\"pt\": \"8082'",
    "sframe-aes-ctr-hmac.json, '\"enc_key\": \"0102', '\"enc_key\": \"0103'",
    "sframe-frames.json, '\"aad\": \"50', '\"aad\": \"51'",
    "sframe-frames.json, '\"base_key\": \"a0', '\"base_key\": \"a1'",
    "sframe-frames.json, '\"cipher_suite\": 1,', '\"cipher_suite\": 2,'",
    "sframe-mls.json, '\"channel\": 255', '\"channel\": 254'",
    "sframe-mls.json, '\"leaf_count\": 4', '\"leaf_count\": 3'",
    "sframe-mls.json, '\"metadata\": \"a4', '\"metadata\": \"a5'"
  })
  void changedVector_fails(String name, String from, String to) {
    var text = JsonWriter.file(SFrameVectorKinds.make().getOrDefault(name, List.of()));
    assertThat(text).contains(from);
    assertThat(VectorRunner.sframe().run(name, text.replace(from, to)).failed()).isPositive();
  }

  @Test
  void objectOfArrays_isSummedUp() {
    var headers = SFrameVectorKinds.make().getOrDefault("sframe-headers.json", List.of());
    var wrong = Json.object().with("name", 1).build();
    var file =
        Json.object().with("one", headers).with("two", headers).with("three", List.of(wrong));
    var result = VectorRunner.sframe().run("x", JsonWriter.write(file.build()));
    assertThat(result.summary()).isEqualTo(2 * headers.size() + " passed, 1 failed, 0 skipped");
    assertThat(result.notes()).containsExactly(": not a known kind of vector");
    assertThat(VectorRunner.sframe().run("x", "{}").failed()).isEqualTo(1);
    assertThat(VectorRunner.sframe().run("x", "{\"a\": 1}").failed()).isEqualTo(1);
    assertThat(VectorRunner.sframe().run("x", "[]").failed()).isEqualTo(1);
  }
}
