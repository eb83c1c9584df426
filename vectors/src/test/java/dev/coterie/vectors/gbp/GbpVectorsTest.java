package dev.coterie.vectors.gbp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonWriter;
import dev.coterie.vectors.VectorRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The checked-in vectors of gbp2: they hold, and they are what this build would write. After a
/// change that is meant, run with `-Dcoterie.vectors.write=true` and look at the diff.
final class GbpVectorsTest {
  private static final Path FOLDER =
      Path.of(
          System.getProperty("coterie.root"), "vectors/src/main/resources/dev/coterie/vectors/gbp");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gbp2-encodings.json",
        "gbp2-refusals.json",
        "gbp2-sessions.json",
        "gbp2-media.json"
      })
  void checkedInFile_isWhatThisBuildMakes_andHolds(String name) throws IOException {
    var made = GbpVectorKinds.make().getOrDefault(name, List.of());
    var text = JsonWriter.file(made);
    if (Boolean.getBoolean("coterie.vectors.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(name), text);
    }
    assertThat(Files.readString(FOLDER.resolve(name))).isEqualTo(text);
    var result = VectorRunner.gbp().run(FOLDER.resolve(name));
    assertThat(result.notes()).isEmpty();
    assertThat(result.summary()).isEqualTo(made.size() + " passed, 0 failed, 0 skipped");
  }

  @Test
  void everyFile_isChecked() {
    assertThat(GbpVectorKinds.make().keySet())
        .containsExactly(
            "gbp2-encodings.json", "gbp2-refusals.json", "gbp2-sessions.json", "gbp2-media.json");
  }

  /// A verifier that says yes to everything would pass above: each kind is seen to say no.
  @Test
  void changedVectors_fail() {
    assertThat(failures("gbp2-encodings.json", "0064676270", "0064676271")).isPositive();
    assertThat(failures("gbp2-encodings.json", "\"flags\": 4", "\"flags\": 8")).isPositive();
    assertThat(failures("gbp2-refusals.json", "\"MALFORMED\"", "\"TOO_OLD\"")).isPositive();
    assertThat(failures("gbp2-refusals.json", "\"field\": \"flags\"", "\"field\": \"codec\""))
        .isPositive();
    assertThat(failures("gbp2-sessions.json", "\"DELIVERED\"", "\"DUPLICATE\"")).isPositive();
    assertThat(failures("gbp2-sessions.json", "\"skipped\": 2", "\"skipped\": 1")).isPositive();
    assertThat(failures("gbp2-media.json", "\"REPLAYED\"", "\"ACCEPTED\"")).isPositive();
    assertThat(failures("gbp2-media.json", "\"heard_now\": 1", "\"heard_now\": 0")).isPositive();
    assertThat(failures("gbp2-media.json", "\"removes\": 1", "\"removes\": 0")).isPositive();
    assertThat(failures("gbp2-sessions.json", "\"key\": \"67", "\"key\": \"68")).isPositive();
  }

  private static int failures(String name, String from, String to) {
    var text = JsonWriter.file(GbpVectorKinds.make().getOrDefault(name, List.of()));
    assertThat(text).contains(from);
    return VectorRunner.gbp().run(name, text.replace(from, to)).failed();
  }

  @Test
  void otherFiles_areNotRecognised() {
    var vector = Json.object().with("name", 1).build();
    assertThat(VectorRunner.gbp().run("x", JsonWriter.file(List.of(vector))).summary())
        .isEqualTo("0 passed, 1 failed, 0 skipped");
  }
}
