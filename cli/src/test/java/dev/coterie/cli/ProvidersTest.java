package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose cryptography the command uses, in processes of their own.
final class ProvidersTest {
  @TempDir private Path folder;

  private record Ran(int code, String said) {}

  private static Ran run(List<String> flags, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(flags);
    command.add("-cp");
    command.add(
        System.getProperty("jdk.module.path", "")
            + File.pathSeparator
            + System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ran(process.exitValue(), said);
  }

  private static Ran run(String... words) throws IOException, InterruptedException {
    return run(List.of("--enable-native-access=ALL-UNNAMED"), words);
  }

  @Test
  void switch_forcesAProviderForEverythingOrForOneAlgorithm() throws Exception {
    var jdk = run("version", "--crypto=jdk");
    assertThat(jdk.code()).isZero();
    assertThat(jdk.said()).contains("(jdk)", "X25519             JDK");
    assertThat(jdk.said()).doesNotContain("Bouncy Castle");
    var single = run("version", "--crypto=jdk,ed25519=bouncy-castle");
    assertThat(single.said())
        .contains("ED25519            Bouncy Castle", "X25519             JDK");
    var property =
        run(
            List.of("--enable-native-access=ALL-UNNAMED", "-Dcoterie.crypto=bouncycastle"),
            "version");
    assertThat(property.said()).contains("(bouncycastle)", "X25519             Bouncy Castle");
  }

  /// On by default where there is a library for the machine; where there is none, the others serve
  /// and the reason is told.
  @Test
  void conscrypt_isOnByDefault_orTheReasonIsTold() throws Exception {
    var here = run("version");
    assertThat(here.code()).isZero();
    assertThat(here.said())
        .containsAnyOf("X25519             Conscrypt", "not in use: Conscrypt, its native library");
    var without = run(List.of("--illegal-native-access=deny"), "version");
    assertThat(without.code()).isZero();
    assertThat(without.said())
        .contains("X25519             Bouncy Castle", "not in use: Conscrypt, its native library");
    var forced = run(List.of("--illegal-native-access=deny"), "version", "--crypto=conscrypt");
    assertThat(forced.code()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(forced.said().lines()).hasSize(2);
    assertThat(forced.said()).contains("by Conscrypt, which was asked for,");
  }

  /// An identity is the same under whatever provider it is made and opened.
  @Test
  void identity_underEveryProvider_isTheSame() throws Exception {
    var home = folder.resolve("home").toString();
    var made = run("--home", home, "--crypto=jdk", "id", "alice");
    assertThat(made.code()).as(made.said()).isZero();
    for (String provider : new String[] {"default", "bouncycastle", "jdk"}) {
      var shown = run("--home", home, "--crypto=" + provider, "id");
      assertThat(shown).as(provider).isEqualTo(made);
    }
  }
}
