package dev.coterie.store.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// SQLite's own judgement of a file that nobody has open.
final class Integrity {
  private Integrity() {}

  static void check(Path file) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        var statement = connection.createStatement();
        var answer = statement.executeQuery("PRAGMA integrity_check")) {
      assertThat(answer.next()).isTrue();
      assertThat(answer.getString(1)).isEqualTo("ok");
    } catch (SQLException e) {
      throw new AssertionError("integrity of " + file.getFileName(), e);
    }
  }
}
