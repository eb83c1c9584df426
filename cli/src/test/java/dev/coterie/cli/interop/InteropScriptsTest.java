package dev.coterie.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coterie.cli.peer.Makings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The working group's scripts and some of our own, over gRPC, between two servers of ours. In the
/// normal build each script runs with each kind of handshake, the suites in turn; with
/// `-Dcoterie.interop=all`, or numbers of suites instead of `all`, each runs in every suite named.
final class InteropScriptsTest {
  private static final int OFFICIAL = 40;

  /// Scripts of so many steps run in the quickest suite, unless all is asked for.
  private static final int LONG = 500;

  private static final String WANTED = System.getProperty("coterie.interop", "");

  @SuppressWarnings("NullAway.Init") // set before anything runs
  private static Servers servers;

  @BeforeAll
  static void start() throws IOException {
    servers = new Servers(2, 20_000);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static List<Script> official() throws IOException {
    Path folder =
        Path.of(System.getProperty("coterie.shared"), "vectors", "mls", "interop-configs");
    assumeTrue(
        Files.isDirectory(folder), "skipped: the working group's interop scripts in " + folder);
    List<Script> scripts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        scripts.addAll(Script.read(file.getFileName().toString(), Files.readString(file)));
      }
    }
    return scripts;
  }

  private static List<Script> own() throws IOException {
    String name = "scripts.json";
    try (InputStream in =
        Objects.requireNonNull(InteropScriptsTest.class.getResourceAsStream(name))) {
      return Script.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Stream<DynamicTest> runs(List<Script> scripts) {
    return IntStream.range(0, scripts.size())
        .boxed()
        .flatMap(
            index ->
                Stream.of(true, false)
                    .flatMap(
                        encrypted ->
                            suites(scripts.get(index), 2 * index + (encrypted ? 0 : 1))
                                .map(suite -> run(scripts.get(index), suite, encrypted))));
  }

  private static Stream<Integer> suites(Script script, int turn) {
    List<Integer> all = Makings.suites();
    if (WANTED.equals("all")) {
      return all.stream();
    }
    if (!WANTED.isEmpty()) {
      return Arrays.stream(WANTED.split(",")).map(Integer::valueOf);
    }
    return Stream.of(all.get(script.steps().size() > LONG ? 0 : turn % all.size()));
  }

  private static DynamicTest run(Script script, int suite, boolean encrypted) {
    return DynamicTest.dynamicTest(
        script.name() + ", suite " + suite + (encrypted ? ", private" : ", public"),
        () -> new ScriptRun(script, new Cast(servers.clients()), suite, encrypted).perform());
  }

  @TestFactory
  Stream<DynamicTest> officialScripts() throws IOException {
    return runs(official());
  }

  @TestFactory
  Stream<DynamicTest> ownScripts() throws IOException {
    return runs(own());
  }

  @Test
  void officialScripts_areAllThere() throws IOException {
    assertThat(official()).hasSize(OFFICIAL);
  }
}
