package dev.coterie.bench.bouncycastle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.cli.peer.MlsPeer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BouncyPeerTest {
  private static List<String> answers(String... lines) throws IOException {
    var in = new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    var out = new StringWriter();
    MlsPeer.serveBench(
        Map.of("name", "bouncycastle"),
        BouncyMember.maker(BouncyMember.Joining.WITH_LEAF_SIGNATURES),
        in,
        new PrintWriter(out));
    return out.toString().lines().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key_package",
        "create_group",
        "join",
        "commit_update",
        "process_commit",
        "encrypt",
        "decrypt"
      })
  void everythingIsTimed(String what) throws IOException {
    String request =
        "{\"op\":\"bench\",\"what\":\"%s\",\"members\":6,\"iterations\":2}".formatted(what);
    assertThat(answers(request))
        .singleElement()
        .satisfies(
            reply ->
                assertThat(reply)
                    .contains("\"ok\": true")
                    .containsPattern("\"ns_per_op\": [1-9]")
                    .containsPattern("\"bytes\": [1-9]"));
  }

  @Test
  void nothingElseIsSaid() throws IOException {
    assertThat(answers("{\"op\":\"hello\"}", "{\"op\":\"create\"}"))
        .satisfiesExactly(
            hello -> assertThat(hello).contains("\"name\": \"bouncycastle\""),
            create -> assertThat(create).contains("unsupported: "));
    assertThat(answers("{\"op\":\"bench\",\"what\":\"key_package\",\"suite\":99}"))
        .singleElement()
        .satisfies(reply -> assertThat(reply).contains("unsupported: cipher suite 99"));
  }
}
