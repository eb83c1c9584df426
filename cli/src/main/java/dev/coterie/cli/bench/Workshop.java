package dev.coterie.cli.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Finds and builds the peers that this machine can run. What cannot be had is said and left out.
public final class Workshop {
  private static final String RUST = "Rust's cargo";

  private final Path root;
  private final Path shared;
  private final Map<String, String> environment;
  private final BiConsumer<String, String> absent;

  /// @param root the checkout, in which builds leave their products below `target` folders
  /// @param shared the folder with the sources of other peers
  /// @param environment the variables of this process
  /// @param absent gets a peer's name and why there is none
  public Workshop(
      Path root, Path shared, Map<String, String> environment, BiConsumer<String, String> absent) {
    this.root = root;
    this.shared = shared;
    this.environment = environment;
    this.absent = absent;
  }

  /// Ours, then what else there is. Building Rust takes minutes the first time.
  ///
  /// @param options for ours
  /// @param without names of peers that are not wanted
  /// @param also names of peers that are wanted besides: `coterie-java`, `bouncycastle-checked`
  public List<PeerCommand> peers(List<String> options, List<String> without, List<String> also) {
    List<PeerCommand> peers = new ArrayList<>();
    peers.add(ours("coterie", options));
    if (also.contains("coterie-java")) {
      peers.add(ours("coterie-java", List.of("--crypto", "bouncycastle")));
    }
    if (!without.contains("bouncycastle")) {
      bouncyCastle("bouncycastle", List.of()).ifPresent(peers::add);
    }
    if (also.contains("bouncycastle-checked")) {
      bouncyCastle("bouncycastle-checked", List.of("checked")).ifPresent(peers::add);
    }
    if (!without.contains("openmls")) {
      rust("openmls", "openmls-peer", List.of("--storage=keys")).ifPresent(peers::add);
    }
    if (!without.contains("mls-rs")) {
      rust("mls-rs", "mls-rs-peer", List.of()).ifPresent(peers::add);
    }
    return peers;
  }

  /// Words before a command that keep it on one core, where the system has them.
  public List<String> pin() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    if (!linux || onPath("taskset").isEmpty()) {
      return List.of();
    }
    return List.of("taskset", "-c", String.valueOf(Runtime.getRuntime().availableProcessors() - 1));
  }

  private static String ownClasses() {
    String modules = System.getProperty("jdk.module.path");
    String classes = System.getProperty("java.class.path");
    return modules == null ? classes : modules + File.pathSeparator + classes;
  }

  /// Both peers on the Java machine get the same flags.
  private static PeerCommand java(
      String name, String classes, String main, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Djava.library.path=" + System.getProperty("java.library.path", ""),
            "-cp",
            classes,
            main));
    words.addAll(arguments);
    return new PeerCommand(name, words);
  }

  private static PeerCommand ours(String name, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("mls", "peer"));
    arguments.addAll(options);
    return java(name, ownClasses(), "dev.coterie.cli.Main", arguments);
  }

  private Optional<PeerCommand> bouncyCastle(String name, List<String> arguments) {
    Path built = root.resolve("bench").resolve("target").resolve("peer");
    List<String> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(built)) {
      files.map(Path::toString).filter(file -> file.endsWith(".jar")).forEach(jars::add);
    } catch (IOException _) {
      absent.accept(name, "not built: start by ./coterie in a checkout");
      return Optional.empty();
    }
    String classes = String.join(File.pathSeparator, jars) + File.pathSeparator + ownClasses();
    String main = "dev.coterie.bench.bouncycastle.BouncyPeer";
    return Optional.of(java(name, classes, main, arguments));
  }

  private Optional<PeerCommand> rust(String name, String binary, List<String> arguments) {
    Path source = shared.resolve("peers").resolve("mls").resolve(name);
    Optional<Path> cargo = onPath("cargo");
    if (!Files.isRegularFile(source.resolve("Cargo.toml"))) {
      absent.accept(name, "no driver in " + source);
      return Optional.empty();
    }
    if (cargo.isEmpty()) {
      absent.accept(name, "no " + RUST + " to build it with");
      return Optional.empty();
    }
    Path work = root.resolve("bench").resolve("target").resolve("peers").resolve(name);
    try {
      Path manifest = copy(source, work.resolve("source")).resolve("Cargo.toml");
      build(cargo.get(), manifest, work);
      List<String> words = new ArrayList<>();
      words.add(work.resolve("built").resolve("release").resolve(binary).toString());
      words.addAll(arguments);
      return Optional.of(new PeerCommand(name, words));
    } catch (IOException e) {
      absent.accept(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// Builds write beside their manifest, so the sources are copied first.
  private static Path copy(Path source, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path to = target.resolve(source.relativize(file).toString());
      if (Files.exists(to) && Files.mismatch(file, to) < 0) {
        continue; // untouched, so that nothing is built again
      }
      Files.createDirectories(to.getParent());
      Files.write(to, Files.readAllBytes(file));
    }
    return target;
  }

  private static void build(Path cargo, Path manifest, Path work) throws IOException {
    Path log = work.resolve("build.log");
    var builder =
        new ProcessBuilder(
                cargo.toString(), "build", "--release", "--manifest-path", manifest.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CARGO_TARGET_DIR", work.resolve("built").toString());
    try {
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IOException("cargo ended with " + status + ": all that it said is in " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Optional<Path> onPath(String program) {
    String path = environment.getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
