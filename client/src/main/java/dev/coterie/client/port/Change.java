package dev.coterie.client.port;

import dev.coterie.codec.Bytes;

/// One step of a [Batch].
public sealed interface Change {
  /// Where the change applies.
  Table table();

  /// Writes a value over whatever stands there.
  record Put(Table table, Bytes key, Bytes value) implements Change {}

  /// Removes one row; no row is no error.
  record Delete(Table table, Bytes key) implements Change {}

  /// Removes every row whose key starts with a prefix.
  record DeleteAll(Table table, Bytes prefix) implements Change {}
}
