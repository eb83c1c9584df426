package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import java.util.List;

/// What a step changed in the stored key state: all of it belongs into one transaction. A key
/// stands in one of the lists, once.
///
/// @param puts rows to write or replace
/// @param deletes keys of rows to remove
public record Rows(List<Row> puts, List<Bytes> deletes) {
  /// Nothing changed.
  public static final Rows NONE = new Rows(List.of(), List.of());

  /// Copies the lists.
  public Rows {
    puts = List.copyOf(puts);
    deletes = List.copyOf(deletes);
  }

  /// Whether nothing changed.
  public boolean isEmpty() {
    return puts.isEmpty() && deletes.isEmpty();
  }
}
