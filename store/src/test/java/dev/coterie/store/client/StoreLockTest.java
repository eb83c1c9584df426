package dev.coterie.store.client;

import static dev.coterie.store.client.Stores.passphrase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lock across processes.
final class StoreLockTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void storeHeldByAnotherProcess_isRefusedUntilThatProcessDies() throws Exception {
    Path file = folder.resolve("alice.db");
    Process holder = holder(folder.resolve("alice.db.lock"));
    try {
      assertThatThrownBy(() -> SqliteClientStore.open(file, passphrase("one")))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.rule()).isEqualTo(StoreRule.STORE_IN_USE));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    SqliteClientStore.open(file, passphrase("one")).close();
  }

  /// A process of its own, from one source file, that takes the lock and says so.
  private Process holder(Path lock) throws IOException {
    String program =
        """
        import java.nio.channels.FileChannel;
        import java.nio.file.Path;
        import java.nio.file.StandardOpenOption;
        class Holder {
          public static void main(String[] args) throws Exception {
            var channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            System.out.println(channel.tryLock() != null ? "held" : "busy");
            System.in.read();
          }
        }
        """;
    Path source = folder.resolve("Holder.java");
    Files.writeString(source, program);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(List.of(java, source.toString(), lock.toString()))
            .redirectErrorStream(true)
            .start();
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(reader.readLine()).isEqualTo("held");
    return process;
  }
}
