package dev.coterie.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The `coterie` script in a house of its own, with a Java and a Maven that only say how they were
/// called.
final class LauncherTest {
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  @TempDir Path folder;
  private Path house;
  private Path jdk;

  private record Ran(int status, String out, String err) {}

  @BeforeEach
  void build() throws IOException {
    house = folder.resolve("a house");
    jdk = fakeJdk("25.0.3");
    Files.createDirectories(house.resolve("cli/src/main/java"));
    Files.writeString(house.resolve("pom.xml"), "");
    script(house.resolve("coterie"), Files.readString(Room.root().resolve("coterie")));
    script(
        folder.resolve("bin/mvn"),
        """
        #!/bin/sh
        echo called >>"%1$s/calls"
        sleep 0.2
        echo "[INFO] Building Coterie Codec 0.1.0-SNAPSHOT [2/3]"
        mkdir -p cli/target/dist/lib
        touch cli/target/dist/lib/a.jar cli/target/dist/lib/b.jar cli/target/dist/stamp
        """
            .formatted(folder));
  }

  @Test
  void firstStart_buildsWithProgressOnStandardErrorOnly() throws Exception {
    Ran ran = run(Map.of(), "--version");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("coterie: building;", "coterie: building Coterie Codec");
    assertThat(ran.out().lines()).hasSize(1);
    assertThat(ran.out()).contains("dist/lib/a.jar:", "dev.coterie.cli.Main --version");
    assertThat(run(Map.of(), "--version").err()).isEmpty();
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void changedSource_isBuiltAgain() throws Exception {
    run(Map.of(), "--version");
    Path source = Files.writeString(house.resolve("cli/src/main/java/A.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
    run(Map.of(), "--version");
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void twoFirstStartsAtOnce_buildOnce() throws Exception {
    Process first = start("one", Map.of(), "id");
    Process second = start("two", Map.of(), "id");
    assertThat(first.waitFor(60, TimeUnit.SECONDS) && second.waitFor(60, TimeUnit.SECONDS))
        .isTrue();
    assertThat(List.of(first.exitValue(), second.exitValue())).containsOnly(0);
    assertThat(calls()).isEqualTo(1);
    assertThat(house.resolve("cli/target/start.lock")).doesNotExist();
  }

  @Test
  void lockOfADeadStart_isTakenOver() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = Files.createDirectories(house.resolve("cli/target/start.lock"));
    Files.writeString(lock.resolve("pid"), Long.toString(dead.pid()));
    assertThat(run(Map.of(), "--version").status()).isZero();
  }

  @Test
  void failedBuild_showsItsErrorsAndLeavesNoLock() throws Exception {
    script(folder.resolve("bin/mvn"), "#!/bin/sh\necho '[ERROR] it is broken'\nexit 1\n");
    Ran ran = run(Map.of(), "--version");
    assertThat(ran.status()).isEqualTo(70);
    assertThat(ran.err()).contains("[ERROR] it is broken", "build.log");
    assertThat(ran.out()).isEmpty();
    assertThat(house.resolve("cli/target/start.lock")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"up", "demo", "call", "chat", "listen", "mls", "peer", "vectors", "bench"})
  void longCommand_getsTheOptimisingCompiler(String command) throws Exception {
    assertThat(run(Map.of(), "--json", command).out()).doesNotContain(QUICK, "AOTCache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "send", "--help"})
  void shortCommand_getsTheQuickStart(String command) throws Exception {
    assertThat(run(Map.of(), command, "two words").out())
        .contains(QUICK, "-XX:AOTCache=" + house, "Main " + command + " two words");
  }

  @Test
  void otherJdk_getsAnArchiveOfItsOwn() throws Exception {
    run(Map.of(), "id");
    Path archiveOf = house.resolve("cli/target/dist/aot.java");
    assertThat(archiveOf).hasContent(jdk + "\n");
    Path other = fakeJdk("26");
    run(Map.of("COTERIE_JAVA", other.toString()), "id");
    assertThat(archiveOf).hasContent(other + "\n");
  }

  @Test
  void jdk_isFoundByFolderByCommandAndByJavaHome() throws Exception {
    String java = jdk.resolve("bin/java").toString();
    assertThat(run(Map.of("COTERIE_JAVA", java), "id").status()).isZero();
    Ran ran = run(Map.of("COTERIE_JAVA", "", "JAVA_HOME", jdk.toString()), "id");
    assertThat(ran.out()).startsWith("java ");
  }

  @Test
  void oldJdk_isRefusedWithAWord() throws Exception {
    Ran ran = run(Map.of("COTERIE_JAVA", fakeJdk("17.0.15").toString()), "id");
    assertThat(ran.status()).isEqualTo(69);
    assertThat(ran.err()).contains("17.0.15", "is not a JDK 25");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void script_isExecutable() {
    assertThat(Room.root().resolve("coterie")).isExecutable();
    assertThat(Room.root().resolve(".ci/run")).isExecutable();
  }

  private Path fakeJdk(String version) throws IOException {
    Path home = folder.resolve("jdk-" + version);
    script(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        for a; do case $a in -XX:AOTCacheOutput=*) echo archive >"${a#*=}" ;; esac; done
        echo "java $*"
        """);
    script(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private long calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).size();
  }

  private Ran run(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start("run", environment, arguments);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(
        process.exitValue(),
        Files.readString(folder.resolve("run.out")),
        Files.readString(folder.resolve("run.err")));
  }

  private Process start(String name, Map<String, String> environment, String... arguments)
      throws IOException {
    File out = folder.resolve(name + ".out").toFile();
    File err = folder.resolve(name + ".err").toFile();
    var builder = new ProcessBuilder(house.resolve("coterie").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("COTERIE_JAVA", jdk.toString());
    builder.environment().putAll(environment);
    return builder.redirectOutput(out).redirectError(err).start();
  }
}
