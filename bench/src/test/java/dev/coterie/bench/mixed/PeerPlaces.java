package dev.coterie.bench.mixed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;

/// Where the peers are. Each has a property `coterie.peer.NAME` with the command that starts it, in
/// words without spaces (or a jar). Bouncy Castle needs none: the library is on our path, and its
/// driver is compiled, where it lies beside the repository.
final class PeerPlaces {
  private static final List<String> NAMES =
      List.of("openmls", "mls-rs", "bouncycastle", "ts-mls", "rfc9420");

  private PeerPlaces() {}

  /// The commands of the peers at hand, by name.
  ///
  /// @param folder for what has to be compiled
  static Map<String, List<String>> commands(Path folder) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (String name : NAMES) {
      String command = System.getProperty("coterie.peer." + name, "").strip();
      if (!command.isEmpty()) {
        found.put(name, words(command));
      }
    }
    if (!found.containsKey("bouncycastle")) {
      compiled(folder).ifPresent(command -> found.put("bouncycastle", command));
    }
    return found;
  }

  /// The command that starts our own peer.
  static List<String> ours() {
    return java("dev.coterie.cli.Main", "mls", "peer");
  }

  private static List<String> words(String command) {
    List<String> words = List.of(command.split("\\s+"));
    return words.size() == 1 && command.endsWith(".jar")
        ? List.of(program(), "-jar", command)
        : words;
  }

  private static String program() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static List<String> java(String main, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                program(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Optional<List<String>> compiled(Path folder) {
    Path sources =
        Path.of(System.getProperty("coterie.shared", ""), "peers/mls/bouncycastle/src/main/java");
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null || !Files.isDirectory(sources)) {
      return Optional.empty();
    }
    String path = System.getProperty("java.class.path");
    var arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", path, "-d", folder.toString()));
    try (var files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("the driver of Bouncy Castle does not compile");
    }
    List<String> command = new ArrayList<>(java("peer.Main"));
    int path0 = command.indexOf(path);
    command.set(path0, folder + File.pathSeparator + path);
    return Optional.of(command);
  }
}
