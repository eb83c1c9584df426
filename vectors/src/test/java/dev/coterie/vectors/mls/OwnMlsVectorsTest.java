package dev.coterie.vectors.mls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonWriter;
import dev.coterie.vectors.VectorRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the engine generates it verifies, and a verifier that is shown a changed vector says no.
class OwnMlsVectorsTest {
  private static RandomSource seeded(long seed) {
    var random = new Random(seed);
    return random::nextBytes;
  }

  private static Map<String, Json.Obj> generated(CipherSuite suite) {
    return new MlsVectorGenerator(SuiteCrypto.of(suite), seeded(suite.code())).all();
  }

  @ParameterizedTest
  @EnumSource
  void generatedVectors_hold(CipherSuite suite) {
    generated(suite)
        .forEach(
            (kind, vector) -> {
              var result = VectorRunner.mls().run(kind, JsonWriter.file(List.of(vector)));
              assertThat(result.notes()).isEmpty();
              assertThat(result.kind()).isEqualTo(kind);
              assertThat(result.passed()).isEqualTo(1);
            });
  }

  /// Each value of a vector counts: with any of them changed it does not hold.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tree-math",
        "key-schedule",
        "secret-tree",
        "psk_secret",
        "transcript-hashes",
        "message-protection"
      })
  void changedVector_doesNotHold(String kind) {
    var all = generated(CipherSuite.of(1).orElseThrow());
    var vector = Optional.ofNullable(all.get(kind)).orElseThrow();
    var changed = changes(vector);
    assertThat(changed).hasSizeGreaterThan(4);
    for (Json each : changed) {
      var result = VectorRunner.mls().run(kind, JsonWriter.file(List.of(each)));
      assertThat(result.failed()).as(JsonWriter.write(each)).isEqualTo(1);
      assertThat(result.notes()).isNotEmpty();
    }
  }

  /// All ways to change one value, not the suite.
  private static List<Json> changes(Json value) {
    var changes = new ArrayList<Json>();
    switch (value) {
      case Json.Text(var text) ->
          changes.add(new Json.Text((text.startsWith("0") ? "1" : "0") + text.substring(1)));
      case Json.Num(var number) -> changes.add(new Json.Num(number + 1));
      case Json.Nothing() -> changes.add(new Json.Num(0));
      case Json.Bool(var bool) -> changes.add(new Json.Bool(!bool));
      case Json.Arr(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          for (Json change : changes(items.get(i))) {
            var copy = new ArrayList<>(items);
            copy.set(i, change);
            changes.add(new Json.Arr(copy));
          }
        }
      }
      case Json.Obj(var members) ->
          members.forEach(
              (name, member) -> {
                if (!name.equals("cipher_suite")) {
                  for (Json change : changes(member)) {
                    var copy = new LinkedHashMap<>(members);
                    copy.put(name, change);
                    changes.add(new Json.Obj(copy));
                  }
                }
              });
    }
    return changes;
  }

  @Test
  void unknownSuite_isSkippedByName() {
    var result =
        VectorRunner.mls()
            .run("psk", "[{\"cipher_suite\": 61440, \"psks\": [], \"psk_secret\": \"\"}]");
    assertThat(result.summary()).isEqualTo("0 passed, 0 failed, 1 skipped");
    assertThat(result.notes()).containsExactly("1 skipped: cipher suite 61440 is not implemented");
  }
}
