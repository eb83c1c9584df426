package dev.coterie.bench.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.crypto.CipherSuite;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonReader;
import dev.coterie.vectors.MlsVectorSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Everything that our engine writes into files of vectors, Bouncy Castle comes to as well.
class BouncyVectorsTest {
  @FunctionalInterface
  private interface Judge {
    void judge(Json.Obj vector) throws Exception;
  }

  private static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.X25519_AES128GCM_SHA256_ED25519,
          CipherSuite.P256_AES128GCM_SHA256_P256,
          CipherSuite.X25519_CHACHA20_SHA256_ED25519,
          CipherSuite.P384_AES256GCM_SHA384_P384);

  private static final Map<String, Judge> JUDGES = judges();

  private static Map<String, Judge> judges() {
    Map<String, Judge> all = new LinkedHashMap<>();
    all.put("tree-math", BouncyTrees::math);
    all.put("tree-validation", BouncyTrees::validation);
    all.put("tree-operations", BouncyTrees::operation);
    all.put("treekem", BouncyTrees::kem);
    all.put("crypto-basics", BouncySecrets::basics);
    all.put("psk_secret", BouncySecrets::preSharedKeys);
    all.put("key-schedule", BouncySecrets::schedule);
    all.put("secret-tree", BouncySecrets::secretTree);
    all.put("transcript-hashes", BouncySecrets::transcript);
    all.put("deserialization", BouncyClients::length);
    all.put("messages", BouncyClients::messages);
    all.put("message-protection", BouncyClients::protection);
    all.put("welcome", BouncyClients::welcome);
    all.put("passive-client-welcome", BouncyClients::client);
    all.put("passive-client-handling-commit", BouncyClients::client);
    all.put("passive-client-random", BouncyClients::client);
    return all;
  }

  private static List<Json.Obj> vectors(Map<String, String> files, String name) {
    String text = Optional.ofNullable(files.get(name + ".json")).orElseThrow();
    return ((Json.Arr) JsonReader.read(text)).objects();
  }

  @TestFactory
  Stream<DynamicTest> everyVectorOfOurs_holdsThere() {
    Map<String, String> files = MlsVectorSet.generate(SUITES, 5);
    assertThat(files).hasSize(JUDGES.size());
    return JUDGES.entrySet().stream()
        .flatMap(
            kind -> {
              List<Json.Obj> all = vectors(files, kind.getKey());
              return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                  .map(
                      i ->
                          DynamicTest.dynamicTest(
                              kind.getKey() + " " + i, () -> kind.getValue().judge(all.get(i))));
            });
  }

  @Test
  void changedVector_doesNotHoldThere() {
    Map<String, String> files = MlsVectorSet.generate(SUITES.subList(0, 1), 5);
    Json.Obj vector = vectors(files, "passive-client-welcome").getFirst();
    var members = new LinkedHashMap<>(vector.members());
    members.put("initial_epoch_authenticator", new Json.Text("00".repeat(32)));
    assertThatThrownBy(() -> BouncyClients.client(new Json.Obj(members)))
        .isInstanceOf(AssertionError.class);
  }
}
