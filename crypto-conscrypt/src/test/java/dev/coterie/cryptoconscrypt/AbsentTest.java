package dev.coterie.cryptoconscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.CryptoProviders;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.crypto.spi.CryptoProvider;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the native library cannot be loaded, the others serve, nothing is printed, and the reason
/// can be asked for. In processes of their own, as a library is loaded once in each.
final class AbsentTest {
  @TempDir private Path folder;

  /// What a process finds.
  @SuppressWarnings("SystemOut") // the answer to the test that started it
  public static final class Report {
    private Report() {}

    /// Uses a suite, and says who serves, who does not and what forcing the absent one gives.
    public static void main(String[] args) {
      var served = SuiteCrypto.of(CipherSuite.X25519_CHACHA20_SHA256_ED25519).providers();
      System.out.println("served " + served);
      System.out.println("absent " + CryptoProviders.absent());
      try {
        CryptoProviders.served(CryptoChoice.by("conscrypt"));
        System.out.println("forced and served");
      } catch (UnavailableException e) {
        System.out.println("forced " + e.getMessage());
      } catch (IllegalArgumentException e) {
        System.out.println("forced " + e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--illegal-native-access=deny",
        "--enable-native-access=ALL-UNNAMED -Dos.arch=unheard-of"
      })
  void nativeLibrary_cannotBeLoaded_othersServeAndTheReasonIsKnown(String flag) throws Exception {
    var lines = run(List.of(flag.split(" ")));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("CHACHA20_POLY1305=JDK", "X25519=Bouncy Castle", "ED25519=Bouncy Castle");
    assertThat(lines.get(1)).startsWith("absent {Conscrypt=its native library cannot be loaded: ");
    assertThat(lines.get(1).length()).isGreaterThan(60);
    assertThat(lines.get(2)).startsWith("forced ").contains("by Conscrypt").contains("asked for");
  }

  @Test
  void nativeLibrary_isThere_itServes() throws Exception {
    Providers.requireNative();
    var lines = run(List.of("--enable-native-access=ALL-UNNAMED"));
    assertThat(lines)
        .containsExactly(
            "served {CHACHA20_POLY1305=Conscrypt, ED25519=Conscrypt, SHA256=JDK, X25519=Conscrypt}",
            "absent {}",
            "forced and served");
  }

  /// Another provider on the path whose class cannot be made: named, and in nobody's way.
  @Test
  void provider_thatCannotBeMade_isNamedAndInNobodysWay() throws Exception {
    Path services = folder.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve(CryptoProvider.class.getName()),
        AbsentTest.class.getName() + "\nno.such.Provider\n");
    var lines = run(List.of("--illegal-native-access=deny"), folder.toString());
    assertThat(lines.get(0)).contains("ED25519=Bouncy Castle");
    assertThat(lines.get(1)).contains("Conscrypt=", "no.such.Provider", "AbsentTest");
  }

  private static List<String> run(List<String> flags, String... more)
      throws IOException, InterruptedException {
    var path = new ArrayList<String>(List.of(more));
    for (var name :
        new String[] {"jdk.module.path", "java.class.path", "surefire.test.class.path"}) {
      path.add(System.getProperty(name, ""));
    }
    path.add(
        Path.of(
                AbsentTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath()
                    .replace("/classes/", "/test-classes/"))
            .toString());
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(flags);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, path));
    command.add(Report.class.getName());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().toList();
  }
}
