package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpTest {
  private record Ran(int code, List<String> out, String err) {}

  @TempDir Path home;

  private Ran up(String... options) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(new byte[0]));
    try {
      var out = new StringWriter();
      var err = new StringWriter();
      var args =
          Stream.concat(
                  Stream.of("up", "--home", home.toString(), "--until-eof"), Stream.of(options))
              .toArray(String[]::new);
      int code = Main.run(args, new PrintWriter(out), new PrintWriter(err), false, Map.of());
      return new Ran(code, out.toString().lines().toList(), err.toString());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void up_onAFreePort_namesItself_andStopsWithItsInput() {
    var ran = up("--listen", "127.0.0.1:0", "--json");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).hasSize(2);
    assertThat(ran.out().getFirst())
        .matches(
            "\\{\"event\":\"listening\",\"hub\":\"127\\.0\\.0\\.1:\\d+#[0-9a-f]{64}\",\"port\":\\d+,"
                + "\"fingerprint\":\"[0-9a-f]{64}\",\"data\":\".*\"}");
    assertThat(ran.out().getLast())
        .startsWith("{\"event\":\"stopped\",\"counted\":{\"connections_accepted\":0,")
        .contains("\"appends_accepted\":0", "\"media_frames_in\":0")
        .endsWith("}}");
    assertThat(home.resolve("hub").resolve("hub.db")).exists();
  }

  @Test
  void up_again_hasTheSameFingerprint_forPeopleToo() {
    var first = fingerprint(up("--listen", "127.0.0.1:0"));
    assertThat(fingerprint(up("--listen", "[::1]:0"))).isEqualTo(first);
    assertThat(fingerprint(up("--listen", "0.0.0.0:0"))).isEqualTo(first);
  }

  @Test
  void addressThatIsNone_isUsage() {
    assertThat(up("--listen", "127.0.0.1:99999").code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(up("--listen", "127.0.0.1:port").code()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void directoryThatIsNone_isUnavailable() throws Exception {
    var file = Files.writeString(home.resolve("file"), "in the way");
    var ran = up("--data", file.toString(), "--listen", "127.0.0.1:0");
    assertThat(ran.code()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(ran.err().lines()).hasSize(2);
  }

  private static String fingerprint(Ran ran) {
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).hasSize(3);
    var line = ran.out().get(1);
    assertThat(line).startsWith("clients reach it as ").contains("#");
    return line.substring(line.indexOf('#') + 1).split(" ", 2)[0];
  }
}
