package dev.coterie.store.hub;

import java.sql.SQLException;

/// Work on a connection.
@FunctionalInterface
interface Job<T> {
  /// Throws a refusal to leave no trace, and an [SQLException] to fail all that shares the
  /// transaction.
  T run(Db db) throws SQLException;
}
